import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { operandOf } from '../choice.ts';
import type { State } from '../machine.ts';
import { instantOf } from '../timestamp.ts';
import { checkLanguage } from './allowed-fields.ts';
import { objectsIn } from '../lists.ts';
import type { Report } from './report.ts';
import { checkTemplate, isPath } from './templates.ts';

const inRules = ['Next', 'Assign', 'Output', 'Comment', 'Condition', 'Variable', 'And', 'Or', 'Not'];

export function checkChoices({ fields, language }: State, at: string, report: Report): void {
  const rules = objectsIn(fields['Choices']);
  if (rules.length === 0) report.error(at, 'These fields are required: [Choices]');
  rules.forEach((rule, index) => {
    const here = `${at}/Choices[${String(index)}]`;
    if (typeof rule['Next'] !== 'string') report.error(here, 'These fields are required: [Next]');
    checkLanguage(rule, language, here, report);
    if (language === 'JSONata') {
      if (rule['Condition'] === undefined) report.error(here, 'These fields are required: [Condition]');
      return;
    }
    if (rule['Assign'] !== undefined) checkTemplate(rule['Assign'], `${here}/Assign`, report);
    checkComparison(rule, here, report);
  });
}

function checkComparison(rule: JsonObject, at: string, report: Report): void {
  const joined = ['And', 'Or', 'Not'].filter((word) => rule[word] !== undefined);
  for (const word of ['And', 'Or']) {
    if (rule[word] !== undefined && objectsIn(rule[word]).length === 0)
      report.error(`${at}/${word}`, 'A choice rule needs at least one rule inside.');
    objectsIn(rule[word]).forEach((inner, index) => {
      checkComparison(inner, `${at}/${word}[${String(index)}]`, report);
    });
  }
  if (isJsonObject(rule['Not'])) checkComparison(rule['Not'], `${at}/Not`, report);
  if (joined.length > 0) return;
  if (typeof rule['Variable'] !== 'string') report.error(at, 'These fields are required: [Variable]');
  else if (!isPath(rule['Variable']))
    report.error(`${at}/Variable`, "The value for the field 'Variable' must be a valid JSONPath");
  const operators = Object.keys(rule).filter((name) => !inRules.includes(name));
  const [operator] = operators;
  const operand = operator === undefined ? undefined : operandOf(operator);
  if (operator === undefined || operators.length > 1 || operand === undefined)
    report.error(at, 'A choice rule has one comparison operator.');
  else checkOperand(operand, rule[operator] ?? null, operator, `${at}/${operator}`, report);
}

function checkOperand(
  operand: NonNullable<ReturnType<typeof operandOf>>,
  value: JsonValue,
  operator: string,
  at: string,
  report: Report,
): void {
  if (operand === 'path') {
    if (typeof value !== 'string' || !isPath(value))
      report.error(at, `The value for the field '${operator}' must be a valid JSONPath`);
  } else if (operand === 'timestamp') {
    if (typeof value !== 'string' || instantOf(value) === undefined)
      report.error(at, 'Value is not a valid ISO-8601 extended offset date-time format string');
  } else if (typeof value !== operand) {
    report.error(at, `Expected value of type ${operand.replace(/^./, (first) => first.toUpperCase())}`);
  }
}
