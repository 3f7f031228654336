import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { expressionIn, objectsIn } from '../../states-language/index.ts';

const signs: Readonly<Record<string, string>> = {
  Equals: '=',
  LessThan: '<',
  LessThanEquals: '≤',
  GreaterThan: '>',
  GreaterThanEquals: '≥',
};
const comparison =
  /^(?:String|Numeric|Boolean|Timestamp)(Equals|LessThanEquals|LessThan|GreaterThanEquals|GreaterThan)(Path)?$/;
const kinds: Readonly<Record<string, string>> = {
  IsPresent: 'there',
  IsNull: 'null',
  IsString: 'a text',
  IsNumeric: 'a number',
  IsBoolean: 'true or false',
  IsTimestamp: 'a moment',
};

/** A rule of a Choice in short words, in either language: `$.status = "done" and $.tries < 3`. Pure. */
export function ruleWords(rule: JsonObject): string {
  const expression = expressionIn(rule['Condition']);
  if (expression !== undefined) return expression.replace(/\$states\.input\.?/g, '').replace(/\s+/g, ' ');
  if (typeof rule['Condition'] === 'boolean') return rule['Condition'] ? 'always' : 'never';
  for (const word of ['And', 'Or']) {
    const parts = objectsIn(rule[word]);
    if (parts.length > 0)
      return parts
        .map((part) => ((part['And'] ?? part['Or']) ? `(${ruleWords(part)})` : ruleWords(part)))
        .join(` ${word.toLowerCase()} `);
  }
  if (isJsonObject(rule['Not'])) return `not (${ruleWords(rule['Not'])})`;
  const variable = subject(rule['Variable']);
  const operator = Object.keys(rule).find((name) => comparison.test(name) || name === 'StringMatches');
  if (operator !== undefined) return `${variable} ${compared(operator, rule[operator] ?? null)}`;
  for (const [name, words] of Object.entries(kinds)) {
    if (rule[name] !== undefined) return `${variable} is ${rule[name] === false ? 'not ' : ''}${words}`;
  }
  return variable;
}

function compared(operator: string, value: JsonValue): string {
  if (operator === 'StringMatches') return `like ${JSON.stringify(value)}`;
  const [, how = '', path] = comparison.exec(operator) ?? [];
  return `${signs[how] ?? how} ${path === undefined ? JSON.stringify(value) : subject(value)}`;
}

/** `$.order.id` is `order.id` to a reader; the input itself stays `$`. */
function subject(path: JsonValue | undefined): string {
  return typeof path === 'string' ? path.replace(/^\$\.(?=\w)/, '') : '';
}
