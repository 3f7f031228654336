import { isJsonObject, nearest, parseJson, type JsonObject, type JsonValue } from '../platform/index.ts';
import { isOperator } from './choice.ts';
import { stateTypes, type Machine, type Scope, type State, type StateType } from './machine.ts';
import { parsePath } from './path.ts';
import { resourceOf } from './resource.ts';

/** What is wrong with a definition, and where. Codes as ValidateStateMachineDefinition gives them. */
export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  /** `/States/Hello/Next` */
  readonly location: string;
}

type Report = (location: string, message: string, code?: string) => void;

const pathFields = [
  'InputPath',
  'OutputPath',
  'ResultPath',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'ErrorPath',
  'CausePath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
];
/** 1 MiB. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestDefinition = 1_048_576;

/** Reads a definition. `machine` is there only where no ERROR was found. */
export function analyse(definition: string | JsonObject): {
  readonly machine?: Machine;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (location, message, code = 'SCHEMA_VALIDATION_FAILED') => {
    diagnostics.push({ severity: 'ERROR', code, message, location });
  };
  const parsed = typeof definition === 'string' ? parseJson(definition) : definition;
  if (typeof definition === 'string' && Buffer.byteLength(definition) > largestDefinition) {
    report('/', 'The definition is larger than 1 MiB.');
  } else if (!isJsonObject(parsed))
    report('/', 'The definition is not a JSON object.', 'INVALID_JSON_DESCRIPTION');
  else {
    const scope = readScope(parsed, '', report);
    const timeout = parsed['TimeoutSeconds'];
    if (timeout !== undefined && !isCount(timeout))
      report('/TimeoutSeconds', 'TimeoutSeconds is not a positive number.');
    if (usesJsonata(parsed)) {
      report(
        '/',
        'This engine does not run JSONata yet: write the state with JSONPath.',
        'UNSUPPORTED_QUERY_LANGUAGE',
      );
    }
    if (diagnostics.length === 0) {
      return { machine: { ...scope, ...(isCount(timeout) && { timeoutSeconds: timeout }) }, diagnostics };
    }
  }
  return { diagnostics };
}

function readScope(json: JsonObject, at: string, report: Report): Scope {
  const states = new Map<string, State>();
  const written = json['States'];
  const startAt = json['StartAt'];
  if (!isJsonObject(written) || Object.keys(written).length === 0) {
    report(`${at}/States`, 'These are required properties: States.');
    return { startAt: '', states };
  }
  for (const [name, fields] of Object.entries(written)) {
    const here = `${at}/States/${name}`;
    if (name.length > 80) report(here, 'A state name has at most 80 characters.');
    if (isJsonObject(fields)) readState(name, fields, here, states, report);
    else report(here, 'A state is a JSON object.');
  }
  if (typeof startAt !== 'string') report(`${at}/StartAt`, 'These are required properties: StartAt.');
  else mustExist(startAt, `${at}/StartAt`, states, report);
  for (const state of states.values()) checkTargets(state, `${at}/States/${state.name}`, states, report);
  return { startAt: typeof startAt === 'string' ? startAt : '', states };
}

function readState(
  name: string,
  fields: JsonObject,
  here: string,
  states: Map<string, State>,
  report: Report,
): void {
  const type = stateTypes.find((known) => known === fields['Type']);
  if (!type) {
    const written = typeof fields['Type'] === 'string' ? fields['Type'] : '';
    const meant = nearest(written, stateTypes);
    report(
      `${here}/Type`,
      `Type is not one of ${stateTypes.join(', ')}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    );
    return;
  }
  for (const field of pathFields) {
    const path = fields[field];
    if (typeof path === 'string' && !path.startsWith('States.')) checkPath(path, `${here}/${field}`, report);
  }
  states.set(name, { name, type, fields, branches: branchesOf(type, fields, here, report) });
  if (type === 'Task') {
    const resource = fields['Resource'];
    if (typeof resource !== 'string' || !resourceOf(resource))
      report(`${here}/Resource`, 'Resource is not the ARN of something that a Task can call.');
  }
  if (type === 'Wait') {
    const ways = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'].filter(
      (way) => fields[way] !== undefined,
    );
    if (ways.length !== 1)
      report(here, 'A Wait has exactly one of Seconds, SecondsPath, Timestamp, TimestampPath.');
  }
}

function branchesOf(type: StateType, fields: JsonObject, here: string, report: Report): readonly Scope[] {
  if (type === 'Parallel') {
    const branches = listOf(fields['Branches']);
    if (branches.length === 0) report(`${here}/Branches`, 'These are required properties: Branches.');
    return branches
      .filter(isJsonObject)
      .map((branch, index) => readScope(branch, `${here}/Branches[${String(index)}]`, report));
  }
  if (type !== 'Map') return [];
  const field = fields['ItemProcessor'] === undefined ? 'Iterator' : 'ItemProcessor';
  const processor = fields[field];
  if (isJsonObject(processor)) return [readScope(processor, `${here}/${field}`, report)];
  report(`${here}/ItemProcessor`, 'These are required properties: ItemProcessor.');
  return [];
}

function checkTargets(state: State, here: string, states: ReadonlyMap<string, State>, report: Report): void {
  const { fields, type } = state;
  if (type === 'Choice') {
    const choices = listOf(fields['Choices']).filter(isJsonObject);
    if (choices.length === 0) report(`${here}/Choices`, 'These are required properties: Choices.');
    choices.forEach((rule, index) => {
      const at = `${here}/Choices[${String(index)}]`;
      if (typeof rule['Next'] === 'string') mustExist(rule['Next'], `${at}/Next`, states, report);
      else report(`${at}/Next`, 'These are required properties: Next.');
      checkRule(rule, at, report);
    });
    if (typeof fields['Default'] === 'string')
      mustExist(fields['Default'], `${here}/Default`, states, report);
    return;
  }
  if (type === 'Succeed' || type === 'Fail') return;
  const next = fields['Next'];
  if (typeof next === 'string') mustExist(next, `${here}/Next`, states, report);
  else if (fields['End'] !== true)
    report(here, 'A state needs Next, or End: true.', 'MISSING_TRANSITION_TARGET');
  listOf(fields['Catch'])
    .filter(isJsonObject)
    .forEach((catcher, index) => {
      const at = `${here}/Catch[${String(index)}]/Next`;
      if (typeof catcher['Next'] === 'string') mustExist(catcher['Next'], at, states, report);
      else report(at, 'These are required properties: Next.');
    });
}

function checkRule(rule: JsonObject, at: string, report: Report): void {
  for (const word of ['And', 'Or']) {
    listOf(rule[word])
      .filter(isJsonObject)
      .forEach((inner, index) => {
        checkRule(inner, `${at}/${word}[${String(index)}]`, report);
      });
  }
  if (isJsonObject(rule['Not'])) checkRule(rule['Not'], `${at}/Not`, report);
  if (['And', 'Or', 'Not'].some((word) => rule[word] !== undefined)) return;
  if (typeof rule['Variable'] === 'string') checkPath(rule['Variable'], `${at}/Variable`, report);
  else report(`${at}/Variable`, 'These are required properties: Variable.');
  if (!Object.keys(rule).some(isOperator)) report(at, 'A choice rule has one comparison operator.');
}

function mustExist(target: string, at: string, states: ReadonlyMap<string, State>, report: Report): void {
  if (states.has(target)) return;
  const meant = nearest(target, [...states.keys()]);
  report(
    at,
    `Missing '${at.split('/').at(-1) ?? ''}' target: ${target}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    'MISSING_TRANSITION_TARGET',
  );
}

function checkPath(text: string, at: string, report: Report): void {
  try {
    parsePath(text);
  } catch {
    report(at, `The value for the field '${at.split('/').at(-1) ?? ''}' must be a valid JSONPath.`);
  }
}

function usesJsonata(value: JsonValue): boolean {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some(usesJsonata);
  if (!isJsonObject(value)) return false;
  return value['QueryLanguage'] === 'JSONata' || Object.values(value).some(usesJsonata);
}

function isCount(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && value > 0;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
