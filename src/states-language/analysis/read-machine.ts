import { isJsonObject, parseJson, type JsonObject } from '../../platform/index.ts';
import type { Machine } from '../machine.ts';
import { createReport, type Diagnostic } from './report.ts';
import { languageOf, readScope } from './scopes.ts';

/**
 * A machine for those who look at it rather than run it: also one with faults, such as a state that nothing leads to, or
 * `${Function}` for a resource in a template. Only what has no states, or a state of no known type, is none; then
 * `fault` says why.
 */
export function readMachine(
  definition: string | JsonObject,
): { readonly machine: Machine } | { readonly fault: Diagnostic } {
  const report = createReport();
  const parsed = typeof definition === 'string' ? parseJson(definition) : definition;
  if (!isJsonObject(parsed)) {
    report.error('/', 'The definition is not a JSON object.', 'INVALID_JSON_DESCRIPTION');
    return { fault: report.diagnostics[0] ?? unread };
  }
  const language = languageOf(parsed['QueryLanguage'], 'JSONPath', '', report);
  const machine = readScope({ report, language, names: new Set() }, parsed, '');
  const fault = report.diagnostics.find(
    ({ location, message }) => location.endsWith('/Type') || message === 'Expected value of type Object',
  );
  if (machine.states.size > 0 && !fault) return { machine };
  return { fault: fault ?? report.diagnostics[0] ?? unread };
}

const unread: Diagnostic = {
  severity: 'ERROR',
  code: 'SCHEMA_VALIDATION_FAILED',
  message: 'The definition cannot be read.',
  location: '/',
};
