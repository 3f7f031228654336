import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import type { Context } from './condition.ts';
import type { Entities, Entity } from './entities.ts';
import { evaluate, type Evaluation, type Source } from './evaluate.ts';
import { broken, objectsOf, optional, paged, required, textsOf } from './parameter.ts';
import { policyDocument } from './policy-document.ts';

/** What a principal's policies say of actions and resources, without anything being done. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export function simulateOperations(entities: Entities): Operations {
  return {
    SimulatePrincipalPolicy: (params) => {
      const entity = entities.byArn(required(params, 'PolicySourceArn'));
      return simulated(params, [...sourcesOf(entities, entity), ...given(params)]);
    },
    SimulateCustomPolicy: (params) => {
      const sources = given(params);
      if (sources.length === 0) throw broken('null', 'policyInputList', 'not be null');
      return simulated(params, sources);
    },
  };
}

/** A user's own policies, then those of the user's groups. */
function sourcesOf(entities: Entities, entity: Entity): readonly Source[] {
  const groups = [...entity.groups].map((name) => entities.get('group', entity.account, name));
  return [entity, ...groups].flatMap((one) => [
    ...[...one.inline].map(([name, document]) => source(`${one.kind}_${one.name}_${name}`, document)),
    ...[...one.attached].flatMap((arn) => {
      const policy = entities.policy(arn);
      return policy ? [source(policy.name, policy.document)] : [];
    }),
  ]);
}

function given(params: JsonObject): readonly Source[] {
  return textsOf(params, 'PolicyInputList').map((document, index) =>
    source(`PolicyInputList.${String(index + 1)}`, document),
  );
}

function source(id: string, document: string): Source {
  return { id, statements: policyDocument(document) };
}

function simulated(params: JsonObject, sources: readonly Source[]): JsonObject {
  const actions = textsOf(params, 'ActionNames');
  if (actions.length === 0) throw broken('null', 'actionNames', 'not be null');
  const wrong = actions.find((action) => !/^[\w-]+:[\w*?]+$/.test(action));
  if (wrong !== undefined)
    throw new AwsError('InvalidInput', `Invalid Input in ActionNames: ${wrong} is not a valid action name.`);
  const written = textsOf(params, 'ResourceArns');
  const resources = written.length === 0 ? ['*'] : written;
  const context = contextOf(params);
  const results = actions.flatMap((action) =>
    resources.map((resource) => resultOf(action, resource, evaluate({ action, resource, context }, sources))),
  );
  const page = paged(results, params);
  return { EvaluationResults: page.items, ...page.rest };
}

function contextOf(params: JsonObject): Context {
  return new Map(
    objectsOf(params, 'ContextEntries').map((entry) => [
      (optional(entry, 'ContextKeyName') ?? '').toLowerCase(),
      textsOf(entry, 'ContextKeyValues'),
    ]),
  );
}

function resultOf(action: string, resource: string, { decision, matched, missing }: Evaluation): JsonObject {
  const result = {
    EvalDecision: decision,
    MatchedStatements: matched.map(({ source: id, statement: { from, to } }) => ({
      SourcePolicyId: id,
      SourcePolicyType: 'IAM Policy',
      StartPosition: { Line: from.line, Column: from.column },
      EndPosition: { Line: to.line, Column: to.column },
    })),
    MissingContextValues: missing,
  };
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    ...result,
    ResourceSpecificResults: [
      {
        EvalResourceName: resource,
        EvalResourceDecision: result.EvalDecision,
        MatchedStatements: result.MatchedStatements,
        MissingContextValues: missing,
      },
    ],
  };
}
