import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import type { Entities } from './entities.ts';
import { evaluate } from './evaluate.ts';
import { policyDocument } from './policy-document.ts';

/** Whether a role's trust policy lets somebody take it. */
export type Trusts = (roleArn: string, caller: Caller, externalId: string | undefined) => boolean;

/** A role that nobody made lets everybody: the sandbox has accounts without anything in them. */
export function createTrusts(entities: Entities): Trusts {
  return (roleArn, caller, externalId) => {
    const [, account = '', name = ''] =
      /^arn:[\w-]+:iam::(\d{12}):role\/(?:.+\/)?([^/]+)$/.exec(roleArn) ?? [];
    if (!entities.has('role', account, name)) return true;
    const { trust = '' } = entities.get('role', account, name);
    const statements = statementsIn(trust).filter((one) => isFor(one['Principal'], caller));
    // What remains is read as any policy is: action, conditions, and the one resource there is.
    const rest = statements.map(({ Principal: _who, ...statement }) => ({ ...statement, Resource: '*' }));
    if (rest.length === 0) return false;
    const context = new Map([
      ['aws:principalarn', [caller.arn]],
      ['aws:principalaccount', [caller.account]],
      ...(externalId === undefined ? [] : [['sts:externalid', [externalId]] as const]),
    ]);
    const request = { action: 'sts:AssumeRole', resource: roleArn, context };
    const source = { id: 'trust', statements: policyDocument(JSON.stringify({ Statement: rest })) };
    return evaluate(request, [source]).decision === 'allowed';
  };
}

function statementsIn(trust: string): readonly JsonObject[] {
  const document = parseJson(trust);
  const written = isJsonObject(document) ? document['Statement'] : undefined;
  return ((Array.isArray(written) ? written : [written]) as readonly (JsonValue | undefined)[]).filter(
    isJsonObject,
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function isFor(principal: JsonValue | undefined, { arn, account }: Caller): boolean {
  const named = isJsonObject(principal) ? [principal['AWS']].flat() : [principal];
  const [, , sessionRole] = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return named.some(
    (one) =>
      one === '*' ||
      one === account ||
      one === `arn:aws:iam::${account}:root` ||
      one === arn ||
      (sessionRole !== undefined &&
        typeof one === 'string' &&
        one.startsWith(`arn:aws:iam::${account}:role/`) &&
        one.endsWith(`/${sessionRole}`)),
  );
}
