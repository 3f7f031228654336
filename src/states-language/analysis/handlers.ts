import type { JsonObject, JsonValue } from '../../platform/index.ts';
import type { QueryLanguage } from '../machine.ts';
import { checkLanguage } from './allowed-fields.ts';
import { listOf, objectsIn } from '../lists.ts';
import type { Report } from './report.ts';
import { checkPaths } from './templates.ts';

/** Longest MaxDelaySeconds is below this. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const longestDelay = 31_622_400;

const retrierFields = [
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
];
const catcherFields = ['ErrorEquals', 'Next', 'ResultPath', 'Assign', 'Output', 'Comment'];

/** Retry and Catch. */
export function checkHandlers(fields: JsonObject, language: QueryLanguage, at: string, report: Report): void {
  for (const field of ['Retry', 'Catch']) {
    const handlers = fields[field];
    if (
      handlers !== undefined &&
      objectsIn(handlers).length !== (Array.isArray(handlers) ? handlers.length : -1)
    )
      report.error(`${at}/${field}`, 'Expected value of type Array');
  }
  const retriers = objectsIn(fields['Retry']);
  retriers.forEach((retrier, index) => {
    const here = `${at}/Retry[${String(index)}]`;
    checkNames(retrier, index === retriers.length - 1, here, report);
    checkKnown(retrier, retrierFields, here, report);
    checkNumber(retrier, 'IntervalSeconds', 1, here, report);
    checkNumber(retrier, 'MaxAttempts', 0, here, report);
    checkNumber(retrier, 'BackoffRate', 1, here, report);
    checkNumber(retrier, 'MaxDelaySeconds', 1, here, report);
    const delay = retrier['MaxDelaySeconds'];
    if (typeof delay === 'number' && delay >= longestDelay)
      report.error(`${here}/MaxDelaySeconds`, `Maximum value is ${String(longestDelay - 1)}`);
    const jitter = retrier['JitterStrategy'];
    if (jitter !== undefined && jitter !== 'FULL' && jitter !== 'NONE')
      report.error(`${here}/JitterStrategy`, 'Value is not one of [FULL, NONE]');
  });
  const catchers = objectsIn(fields['Catch']);
  catchers.forEach((catcher, index) => {
    const here = `${at}/Catch[${String(index)}]`;
    checkNames(catcher, index === catchers.length - 1, here, report);
    checkKnown(catcher, catcherFields, here, report);
    if (typeof catcher['Next'] !== 'string') report.error(here, 'These fields are required: [Next]');
    checkLanguage(catcher, language, here, report);
    if (language === 'JSONPath') checkPaths(catcher, here, report);
  });
}

function checkNames(handler: JsonObject, last: boolean, at: string, report: Report): void {
  const names = listOf(handler['ErrorEquals']);
  if (names.length === 0 || names.some((name: JsonValue) => typeof name !== 'string')) {
    report.error(at, 'These fields are required: [ErrorEquals]');
    return;
  }
  if (!names.includes('States.ALL')) return;
  if (names.length > 1) report.error(`${at}/ErrorEquals`, 'States.ALL must appear alone in ErrorEquals');
  if (!last) report.error(`${at}/ErrorEquals`, 'States.ALL must appear in the last element');
}

function checkKnown(handler: JsonObject, known: readonly string[], at: string, report: Report): void {
  for (const name of Object.keys(handler))
    if (!known.includes(name)) report.error(at, `Field '${name}' is not supported`);
}

function checkNumber(handler: JsonObject, field: string, least: number, at: string, report: Report): void {
  const value = handler[field];
  if (value === undefined) return;
  if (typeof value !== 'number') report.error(`${at}/${field}`, 'Expected value of type Number');
  else if (value < least) report.error(`${at}/${field}`, `Minimum value is ${String(least)}`);
}
