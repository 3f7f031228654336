import { isJsonObject, parseJson, type JsonObject } from '../../platform/index.ts';
import type { Machine } from '../machine.ts';
import { checkAssignments } from './assignments.ts';
import { createReport, type Diagnostic } from './report.ts';
import { languageOf, readScope } from './scopes.ts';

/** 1 MiB. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestDefinition = 1_048_576;
const machineFields = ['Comment', 'StartAt', 'States', 'TimeoutSeconds', 'Version', 'QueryLanguage'];

/** Reads a definition. `machine` is there only where no ERROR was found. */
export function analyse(definition: string | JsonObject): {
  readonly machine?: Machine;
  readonly diagnostics: readonly Diagnostic[];
} {
  const report = createReport();
  const { diagnostics } = report;
  const parsed = typeof definition === 'string' ? parseJson(definition) : definition;
  if (typeof definition === 'string' && Buffer.byteLength(definition) > largestDefinition) {
    report.error('/', 'The definition is larger than 1 MiB.');
    return { diagnostics };
  }
  if (!isJsonObject(parsed)) {
    report.error('/', 'The definition is not a JSON object.', 'INVALID_JSON_DESCRIPTION');
    return { diagnostics };
  }
  const language = languageOf(parsed['QueryLanguage'], 'JSONPath', '', report);
  for (const name of Object.keys(parsed)) {
    if (!machineFields.includes(name)) report.error('/', `Field '${name}' is not supported`);
  }
  const scope = readScope({ report, language, names: new Set() }, parsed, '');
  checkAssignments(scope, new Set(), '', report);
  const timeout = parsed['TimeoutSeconds'];
  const timeoutSeconds = typeof timeout === 'number' && timeout > 0 ? timeout : undefined;
  if (timeout !== undefined && timeoutSeconds === undefined)
    report.error('/TimeoutSeconds', 'Minimum value is 1');
  if (diagnostics.some(({ severity }) => severity === 'ERROR')) return { diagnostics };
  return { machine: { ...scope, ...(timeoutSeconds !== undefined && { timeoutSeconds }) }, diagnostics };
}
