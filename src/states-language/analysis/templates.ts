import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { isIntrinsic, parseIntrinsic, type Expression } from '../intrinsics/index.ts';
import { expressionIn, faultsIn } from '../jsonata/index.ts';
import { parsePath, referenceKeys } from '../paths/index.ts';
import { listOf } from '../lists.ts';
import type { Report } from './report.ts';

/** Payload templates of JSONPath states. */
const templates = ['Parameters', 'ResultSelector', 'ItemSelector', 'Assign', 'Credentials'];
const paths = ['InputPath', 'OutputPath', 'ItemsPath'];
/** Paths that must lead to one place. https://states-language.net/#ref-paths */
const references = [
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
];
/** Numbers of a Map: their paths do not lead into the context object. */
const mapNumbers = references.slice(-3);
const pathsOrCalls = ['ErrorPath', 'CausePath'];

export function checkPaths(fields: JsonObject, at: string, report: Report): void {
  for (const field of [...paths, ...references]) {
    const path = fields[field];
    if (path === undefined || path === null) continue;
    if (typeof path !== 'string' || !isPath(path))
      report.error(`${at}/${field}`, `The value for the field '${field}' must be a valid JSONPath`);
    else if (references.includes(field) && !isReference(path, mapNumbers.includes(field)))
      report.error(`${at}/${field}`, 'Value is not a Reference Path');
  }
  for (const field of pathsOrCalls) {
    const path = fields[field];
    if (typeof path === 'string') checkExpression(path, field, `${at}/${field}`, report);
  }
  checkResultPath(fields, at, report);
  for (const field of templates) {
    if (fields[field] !== undefined) checkTemplate(fields[field], `${at}/${field}`, report);
  }
}

function isReference(text: string, ofMap: boolean): boolean {
  const path = parsePath(text);
  return referenceKeys(path) !== undefined && !(ofMap && path.origin.kind === 'context');
}

function checkResultPath(fields: JsonObject, at: string, report: Report): void {
  const path = fields['ResultPath'];
  if (path === undefined || path === null) return;
  const usable = typeof path === 'string' && isPath(path) && parsePath(path).origin.kind === 'input';
  if (!usable || referenceKeys(parsePath(path)) === undefined)
    report.error(`${at}/ResultPath`, 'Value is not a Reference Path');
}

/** Names that end in `.$` are paths or calls; others that look like one get a warning. */
export function checkTemplate(template: JsonValue, at: string, report: Report): void {
  listOf(template).forEach((item, index) => {
    checkTemplate(item, `${at}[${String(index)}]`, report);
  });
  if (!isJsonObject(template)) return;
  for (const [name, inner] of Object.entries(template)) {
    const here = `${at}/${name}`;
    if (name.endsWith('.$')) {
      if (typeof inner === 'string') checkExpression(inner, name, here, report);
      else report.error(here, wrongExpression(name));
    } else if (typeof inner === 'string' && (inner.startsWith('$.') || inner.startsWith('States.'))) {
      report.warn(
        here,
        `The field name '${name}' does not end with '.$' although its value looks like a JSONPath or an intrinsic function`,
        'NO_DOLLAR',
      );
    } else checkTemplate(inner, here, report);
  }
}

function checkExpression(text: string, name: string, at: string, report: Report): void {
  if (!isPath(text) && !isCall(text)) report.error(at, wrongExpression(name));
}

function wrongExpression(name: string): string {
  return `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`;
}

export function isPath(text: string): boolean {
  try {
    parsePath(text);
    return true;
  } catch {
    return false;
  }
}

function isCall(text: string): boolean {
  try {
    return allKnown(parseIntrinsic(text));
  } catch {
    return false;
  }
}

function allKnown(expression: Expression): boolean {
  return expression.kind !== 'call' || (isIntrinsic(expression.name) && expression.args.every(allKnown));
}

/** Every expression in a JSONata state's fields; what is inside its branches is looked at with them. */
export function checkExpressions(value: JsonValue, at: string, report: Report): void {
  const expression = expressionIn(value);
  if (expression !== undefined) {
    for (const { code, message } of faultsIn(expression)) report.error(at, message, code);
  }
  listOf(value).forEach((item, index) => {
    checkExpressions(item, `${at}[${String(index)}]`, report);
  });
  if (!isJsonObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!['Branches', 'ItemProcessor', 'Iterator'].includes(name))
      checkExpressions(inner, `${at}/${name}`, report);
  }
}
