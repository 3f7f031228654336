import type { JsonObject } from '../../platform/index.ts';
import type { QueryLanguage, StateType } from '../machine.ts';
import type { Report } from './report.ts';

const anywhere = ['Type', 'Comment', 'QueryLanguage'];
const going = ['Next', 'End', 'Assign', 'Output', 'InputPath', 'OutputPath'];
const working = [...going, 'Parameters', 'Arguments', 'ResultSelector', 'ResultPath', 'Retry', 'Catch'];
const withPath = (...names: readonly string[]) => names.flatMap((name) => [name, `${name}Path`]);

/** https://states-language.net/#state-type-table */
const fieldsOf: Readonly<Record<StateType, ReadonlySet<string>>> = {
  Pass: new Set([...anywhere, ...going, 'Parameters', 'Result', 'ResultPath']),
  Task: new Set([
    ...anywhere,
    ...working,
    ...withPath('TimeoutSeconds', 'HeartbeatSeconds'),
    'Resource',
    'Credentials',
  ]),
  Choice: new Set([...anywhere, 'Choices', 'Default', 'Assign', 'Output', 'InputPath', 'OutputPath']),
  Wait: new Set([...anywhere, ...going, ...withPath('Seconds', 'Timestamp')]),
  Succeed: new Set([...anywhere, 'Output', 'InputPath', 'OutputPath']),
  Fail: new Set([...anywhere, ...withPath('Error', 'Cause')]),
  Parallel: new Set([...anywhere, ...working, 'Branches']),
  Map: new Set([
    ...anywhere,
    ...working,
    ...withPath('Items', 'MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage'),
    'ItemProcessor',
    'Iterator',
    'ItemSelector',
    'ItemReader',
    'ItemBatcher',
    'ResultWriter',
    'Label',
  ]),
};

/** Fields that come with one language alone. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
const onlyIn: Readonly<Record<QueryLanguage, ReadonlySet<string>>> = {
  JSONPath: new Set([
    'InputPath',
    'OutputPath',
    'Parameters',
    'Result',
    'ResultSelector',
    'ResultPath',
    'ItemsPath',
    'SecondsPath',
    'TimestampPath',
    'ErrorPath',
    'CausePath',
    'TimeoutSecondsPath',
    'HeartbeatSecondsPath',
    'MaxConcurrencyPath',
    'ToleratedFailureCountPath',
    'ToleratedFailurePercentagePath',
    'MaxItemsPerBatchPath',
    'MaxInputBytesPerBatchPath',
    'MaxItemsPath',
    'Variable',
  ]),
  JSONata: new Set(['Arguments', 'Output', 'Items', 'Condition']),
};

export function checkFields(
  type: StateType,
  fields: JsonObject,
  language: QueryLanguage,
  at: string,
  report: Report,
): void {
  for (const name of Object.keys(fields)) {
    if (!fieldsOf[type].has(name)) report.error(at, `Field '${name}' is not supported`);
  }
  checkLanguage(fields, language, at, report);
}

/** Fields of the other language. */
export function checkLanguage(fields: JsonObject, language: QueryLanguage, at: string, report: Report): void {
  const other = language === 'JSONata' ? 'JSONPath' : 'JSONata';
  for (const name of Object.keys(fields)) {
    if (!onlyIn[other].has(name)) continue;
    report.error(
      at,
      `The QueryLanguage is set to '${language}', but field '${name}' is only supported for the '${other}' QueryLanguage`,
    );
  }
}
