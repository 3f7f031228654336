import type { Clock, JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import type { Entities, EntityKind } from './entities.ts';
import { newIamId } from './entity-operations.ts';
import { optional, paged, required } from './parameter.ts';
import { policyDocument } from './policy-document.ts';

const kinds: Readonly<Record<string, EntityKind>> = { User: 'user', Group: 'group', Role: 'role' };

/** Inline policies of users, groups and roles, and managed ones and who has them. */
export function policyOperations(entities: Entities, clock: Clock): Operations {
  return {
    CreatePolicy(params, { account }) {
      const name = required(params, 'PolicyName');
      const document = required(params, 'PolicyDocument');
      policyDocument(document);
      const path = optional(params, 'Path') ?? '/';
      const arn = `arn:aws:iam::${account}:policy${path}${name}`;
      if (entities.managed.has(arn))
        throw new AwsError(
          'EntityAlreadyExists',
          `A policy called ${name} already exists. Duplicate names are not allowed.`,
          409,
        );
      const policy = { arn, name, id: newIamId('ANPA'), document };
      entities.managed.set(arn, policy);
      const at = new Date(clock.now()).toISOString();
      return {
        Policy: {
          PolicyName: name,
          PolicyId: policy.id,
          Arn: arn,
          Path: path,
          DefaultVersionId: 'v1',
          AttachmentCount: 0,
          IsAttachable: true,
          CreateDate: at,
          UpdateDate: at,
        },
      };
    },
    ...Object.fromEntries(
      Object.entries(kinds).flatMap(([word, kind]) => Object.entries(ofKind(entities, word, kind))),
    ),
  };
}

function ofKind(entities: Entities, word: string, kind: EntityKind): Operations {
  const entityOf = (params: JsonObject, account: string) =>
    entities.get(kind, account, required(params, `${word}Name`));
  const managedOf = (params: JsonObject) => {
    const arn = required(params, 'PolicyArn');
    const policy = entities.policy(arn);
    if (policy) return policy;
    throw new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404);
  };
  const noPolicy = (name: string) =>
    new AwsError('NoSuchEntity', `The ${kind} policy with name ${name} cannot be found.`, 404);
  return {
    [`Put${word}Policy`](params, { account }) {
      const document = required(params, 'PolicyDocument');
      policyDocument(document);
      entityOf(params, account).inline.set(required(params, 'PolicyName'), document);
      return {};
    },
    [`Get${word}Policy`](params, { account }) {
      const { name, inline } = entityOf(params, account);
      const policyName = required(params, 'PolicyName');
      const document = inline.get(policyName);
      if (document === undefined) throw noPolicy(policyName);
      return { [`${word}Name`]: name, PolicyName: policyName, PolicyDocument: encodeURIComponent(document) };
    },
    [`Delete${word}Policy`](params, { account }) {
      const policyName = required(params, 'PolicyName');
      if (!entityOf(params, account).inline.delete(policyName)) throw noPolicy(policyName);
      return {};
    },
    [`List${word}Policies`](params, { account }) {
      const page = paged([...entityOf(params, account).inline.keys()], params);
      return { PolicyNames: page.items, ...page.rest };
    },
    [`Attach${word}Policy`](params, { account }) {
      entityOf(params, account).attached.add(managedOf(params).arn);
      return {};
    },
    [`Detach${word}Policy`](params, { account }) {
      const { arn } = managedOf(params);
      if (!entityOf(params, account).attached.delete(arn))
        throw new AwsError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
      return {};
    },
    [`ListAttached${word}Policies`](params, { account }) {
      const attached = [...entityOf(params, account).attached].map((arn) => ({
        PolicyName: entities.policy(arn)?.name ?? '',
        PolicyArn: arn,
      }));
      const page = paged(attached, params);
      return { AttachedPolicies: page.items, ...page.rest };
    },
  };
}
