import { isJsonObject, nearest, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { listOf, objectsIn } from '../lists.ts';
import { stateTypes, type QueryLanguage, type Scope, type State, type StateType } from '../machine.ts';
import { checkFields } from './allowed-fields.ts';
import { branchField } from './assignments.ts';
import { checkGraph } from './graph.ts';
import type { Report } from './report.ts';
import { checkState } from './states.ts';

/** Longest name of a state. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const longestName = 80;

/** What holds for the whole machine while its scopes are read. */
export interface Reader {
  readonly report: Report;
  /** The machine's language: that of every state, however deep, that does not say another. */
  readonly language: QueryLanguage;
  /** Names are unique over all scopes. */
  readonly names: Set<string>;
}

/** The machine, a branch, or a processor. @param at `/States/Map/ItemProcessor` */
export function readScope(reader: Reader, json: JsonObject, at: string): Scope {
  const { report } = reader;
  const states = new Map<string, State>();
  const { States: written, StartAt: startAt } = json;
  if (!isJsonObject(written) || Object.keys(written).length === 0) {
    report.error(at || '/', 'These fields are required: [States]');
    return { startAt: '', states };
  }
  if (typeof startAt !== 'string') report.error(at || '/', 'These fields are required: [StartAt]');
  for (const [name, fields] of Object.entries(written)) {
    const here = `${at}/States/${name}`;
    if (name.length > longestName || name === '')
      report.error(here, 'A state name has 1 to 80 characters.', 'INVALID_STATE_NAME');
    if (reader.names.has(name)) report.error(here, `Duplicate state name: ${name}`, 'DUPLICATE_STATE_NAME');
    reader.names.add(name);
    const state = isJsonObject(fields) ? readState(reader, name, fields, here) : undefined;
    if (state) states.set(name, state);
    else if (!isJsonObject(fields)) report.error(here, 'Expected value of type Object');
  }
  const scope = { startAt: typeof startAt === 'string' ? startAt : '', states };
  // Where a state is not even of a known type, the graph would only repeat the fault.
  if (states.size === Object.keys(written).length) checkGraph(scope, at, report);
  return scope;
}

function readState(reader: Reader, name: string, fields: JsonObject, at: string): State | undefined {
  const { report } = reader;
  const type = stateTypes.find((known) => known === fields['Type']);
  if (!type) {
    const written = typeof fields['Type'] === 'string' ? fields['Type'] : '';
    const meant = nearest(written, stateTypes);
    report.error(
      `${at}/Type`,
      `Value is not one of [${stateTypes.join(', ')}]${meant === undefined ? '' : `. Did you mean ${meant}?`}`,
    );
    return undefined;
  }
  const language = languageOf(fields['QueryLanguage'], reader.language, at, report);
  const branches = readBranches(reader, type, fields, at);
  const state = { name, type, language, fields, branches };
  checkFields(type, fields, language, at, report);
  checkState(state, at, report);
  return state;
}

function readBranches(reader: Reader, type: StateType, fields: JsonObject, at: string): readonly Scope[] {
  const { report } = reader;
  if (type === 'Parallel') {
    const branches = objectsIn(fields['Branches']);
    if (branches.length !== listOf(fields['Branches']).length)
      report.error(`${at}/Branches`, 'Expected value of type Object');
    else if (branches.length === 0) report.error(at, 'These fields are required: [Branches]');
    return branches.map((branch, index) =>
      readScope(reader, branch, `${at}/${branchField({ type, fields }, index)}`),
    );
  }
  if (type !== 'Map') return [];
  const field = branchField({ type, fields }, 0);
  const processor = fields[field];
  if (!isJsonObject(processor)) {
    report.error(at, 'These fields are required: [ItemProcessor]');
    return [];
  }
  if (processor['QueryLanguage'] !== undefined)
    report.error(`${at}/${field}`, "Field 'QueryLanguage' is not supported");
  return [readScope(reader, processor, `${at}/${field}`)];
}

/** A state's own language, or the machine's. */
export function languageOf(
  written: JsonValue | undefined,
  inherited: QueryLanguage,
  at: string,
  report: Report,
): QueryLanguage {
  if (written === undefined) return inherited;
  if (written !== 'JSONPath' && written !== 'JSONata')
    report.error(`${at}/QueryLanguage`, 'Value is not one of [JSONPath, JSONata]');
  const language = written === 'JSONPath' ? 'JSONPath' : 'JSONata';
  if (language === 'JSONPath' && inherited === 'JSONata')
    report.error(at, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  return language;
}
