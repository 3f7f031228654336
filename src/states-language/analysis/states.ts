import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { expressionIn } from '../jsonata/index.ts';
import type { State } from '../machine.ts';
import { resourceOf } from '../resource.ts';
import { instantOf } from '../timestamp.ts';
import { checkChoices } from './choice-rules.ts';
import { checkHandlers } from './handlers.ts';
import type { Report } from './report.ts';
import { checkExpressions, checkPaths } from './templates.ts';

/** What one state says, apart from where it leads. */
export function checkState(state: State, at: string, report: Report): void {
  const { fields, language, type } = state;
  if (language === 'JSONata') checkExpressions(fields, at, report);
  else checkPaths(fields, at, report);
  checkHandlers(fields, language, at, report);
  checkTransition(state, at, report);
  if (type === 'Choice') checkChoices(state, at, report);
  if (type === 'Task') checkTask(fields, at, report);
  if (type === 'Wait') checkWait(fields, at, report);
  if (type === 'Fail') {
    onlyOne(fields, ['Error', 'ErrorPath'], at, report);
    onlyOne(fields, ['Cause', 'CausePath'], at, report);
  }
  if (type === 'Map') checkMap(fields, at, report);
  if (type === 'Pass' && language === 'JSONPath' && looksLikePath(fields['Result'])) {
    report.warn(
      `${at}/Result`,
      'The Result of a Pass is not evaluated: it is taken as it is',
      'PASS_RESULT_IS_STATIC',
    );
  }
}

function checkTransition({ fields, type }: State, at: string, report: Report): void {
  if (type === 'Choice' || type === 'Succeed' || type === 'Fail') return;
  const { Next: next, End: end } = fields;
  if (next !== undefined && end === true)
    report.error(at, 'There should only be one of the following fields: [Next, End]');
  else if (typeof next !== 'string' && end !== true)
    report.error(at, 'A state needs Next, or End: true.', 'MISSING_TRANSITION_TARGET');
}

function checkTask(fields: JsonObject, at: string, report: Report): void {
  const resource = fields['Resource'];
  if (resource === undefined) report.error(at, 'These fields are required: [Resource]');
  else if (typeof resource !== 'string' || !resourceOf(resource))
    report.error(
      `${at}/Resource`,
      'The Resource is not the ARN of something that a Task can call.',
      'INVALID_RESOURCE',
    );
  onlyOne(fields, ['TimeoutSeconds', 'TimeoutSecondsPath'], at, report);
  onlyOne(fields, ['HeartbeatSeconds', 'HeartbeatSecondsPath'], at, report);
  for (const field of ['TimeoutSeconds', 'HeartbeatSeconds']) atLeast(fields, field, 1, at, report);
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = fields;
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout)
    report.error(at, 'HeartbeatSeconds must be smaller than TimeoutSeconds');
}

function checkWait(fields: JsonObject, at: string, report: Report): void {
  const ways = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'];
  if (ways.filter((way) => fields[way] !== undefined).length !== 1)
    report.error(at, `A Wait has exactly one of ${ways.join(', ')}.`);
  atLeast(fields, 'Seconds', 0, at, report);
  const timestamp = fields['Timestamp'];
  if (timestamp === undefined || expressionIn(timestamp) !== undefined) return;
  if (typeof timestamp !== 'string' || instantOf(timestamp) === undefined)
    report.error(`${at}/Timestamp`, 'Value is not a valid ISO-8601 extended offset date-time format string');
}

function checkMap(fields: JsonObject, at: string, report: Report): void {
  for (const name of ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage']) {
    onlyOne(fields, [name, `${name}Path`], at, report);
    atLeast(fields, name, 0, at, report);
  }
  onlyOne(fields, ['ItemProcessor', 'Iterator'], at, report);
  onlyOne(fields, ['ItemSelector', 'Parameters'], at, report);
  const percentage = fields['ToleratedFailurePercentage'];
  if (typeof percentage === 'number' && percentage > 100)
    report.error(`${at}/ToleratedFailurePercentage`, 'Maximum value is 100.0');
  if (isJsonObject(fields['ItemBatcher'])) {
    for (const name of ['MaxItemsPerBatch', 'MaxInputBytesPerBatch']) {
      onlyOne(fields['ItemBatcher'], [name, `${name}Path`], `${at}/ItemBatcher`, report);
      atLeast(fields['ItemBatcher'], name, 1, `${at}/ItemBatcher`, report);
    }
  }
  const label = fields['Label'];
  if (typeof label === 'string' && label.length > 40)
    report.error(`${at}/Label`, 'A Label has at most 40 characters');
}

function onlyOne(fields: JsonObject, names: readonly string[], at: string, report: Report): void {
  if (names.filter((name) => fields[name] !== undefined).length > 1)
    report.error(at, `There should only be one of the following fields: [${names.join(', ')}]`);
}

/** A number that the definition gives outright; an expression has its value later. */
function atLeast(fields: JsonObject, field: string, least: number, at: string, report: Report): void {
  const value = fields[field];
  if (value === undefined || expressionIn(value) !== undefined) return;
  if (typeof value !== 'number') report.error(`${at}/${field}`, 'Expected value of type Number');
  else if (value < least) report.error(`${at}/${field}`, `Minimum value is ${String(least)}`);
}

function looksLikePath(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && /^\$(\.|$)/.test(value);
}
