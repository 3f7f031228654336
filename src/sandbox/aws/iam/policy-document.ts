import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { placesOf, type Place } from './statement-places.ts';

/** One statement of a policy, as an evaluation reads it. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** By operator: the keys and the values of which one must fit. */
  readonly conditions: readonly Condition[];
  readonly from: Place;
  readonly to: Place;
}

/** `not`: everything but what fits, as with NotAction and NotResource. */
interface Patterns {
  readonly not: boolean;
  readonly any: readonly string[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Reads an identity policy. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html @throws MalformedPolicyDocument */
export function policyDocument(text: string): readonly Statement[] {
  const document = parseJson(text);
  if (!isJsonObject(document)) throw malformed('Syntax errors in policy.');
  const written = document['Statement'];
  const statements = (Array.isArray(written) ? written : [written]) as readonly (JsonValue | undefined)[];
  const places = placesOf(text);
  return statements.map((statement, index) => {
    if (!isJsonObject(statement)) throw malformed('Syntax errors in policy.');
    if ('Principal' in statement || 'NotPrincipal' in statement)
      throw malformed('Policy document should not specify a principal.');
    const { from, to } = places[index] ?? { from: { line: 1, column: 1 }, to: { line: 1, column: 1 } };
    return {
      effect: effectOf(statement),
      actions: patterns(statement, 'Action', 'Policy statement must contain actions.'),
      resources: patterns(statement, 'Resource', 'Policy statement must contain resources.'),
      conditions: conditionsOf(statement['Condition']),
      from,
      to,
    };
  });
}

function effectOf({ Effect: effect }: JsonObject): Statement['effect'] {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  throw malformed('Syntax errors in policy.');
}

function patterns(statement: JsonObject, name: string, missing: string): Patterns {
  const not = `Not${name}` in statement;
  const any = texts(statement[not ? `Not${name}` : name]);
  if (any.length === 0) throw malformed(missing);
  return { not, any };
}

function conditionsOf(written: JsonValue | undefined): readonly Condition[] {
  if (!isJsonObject(written)) return [];
  return Object.entries(written).flatMap(([operator, keys]) =>
    isJsonObject(keys)
      ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: texts(values) }))
      : [],
  );
}

function texts(value: JsonValue | undefined): readonly string[] {
  const list = (Array.isArray(value) ? value : [value]) as readonly (JsonValue | undefined)[];
  return list.flatMap((one) => {
    if (typeof one === 'string') return [one];
    return typeof one === 'boolean' || typeof one === 'number' ? [String(one)] : [];
  });
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message);
}
