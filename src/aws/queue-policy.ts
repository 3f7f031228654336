import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../platform/index.ts';

/** Keys of conditions that say who sends, or for whom. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const senders =
  /^aws:(?:source(?:arn|account|orgid|orgpaths|owner|vpce?|ip)|principal(?:arn|account|orgid|orgpaths)|vpcsourceip)$/i;

/**
 * The statements of a queue's policy by which anybody may send: `*` without a condition on who, or a service of AWS for
 * whatever account. By `Sid`, else by their number. Pure.
 */
export function openStatements(policy: string): readonly string[] {
  const document = parseJson(policy);
  const written = isJsonObject(document) ? document['Statement'] : undefined;
  const statements = (Array.isArray(written) ? written : [written]) as readonly (JsonValue | undefined)[];
  return statements.flatMap((statement, index) => {
    if (!isJsonObject(statement) || statement['Effect'] !== 'Allow' || !isForAnybody(statement)) return [];
    const { Sid: sid } = statement;
    return [typeof sid === 'string' && sid !== '' ? sid : `statement ${String(index + 1)}`];
  });
}

function isForAnybody(statement: JsonObject): boolean {
  const { Principal: principal } = statement;
  if (principal === undefined) return 'NotPrincipal' in statement;
  const named = isJsonObject(principal) ? Object.values(principal).flat() : [principal];
  const everybody = named.some(
    (one) => one === '*' || (typeof one === 'string' && one.endsWith('.amazonaws.com')),
  );
  return everybody && !hasSender(statement['Condition']);
}

function hasSender(condition: JsonValue | undefined): boolean {
  if (!isJsonObject(condition)) return false;
  return Object.entries(condition).some(
    ([operator, keys]) =>
      !/not|ifexists|null/i.test(operator) &&
      isJsonObject(keys) &&
      Object.entries(keys).some(([key, values]) => senders.test(key) && values !== '*'),
  );
}
