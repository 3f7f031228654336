import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { elementsIn } from './elements.ts';
import { kinds, NotChoosable, type Chooser } from './kinds.ts';

/** `{block_id: {action_id: state}}`, as `state.values` carries it. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** Faults by block, as a person reads them at the fields. */
export type FieldFaults = Readonly<Record<string, string>>;

/** What somebody typed or chose in one element, in Slack's shape. @throws {NotChoosable} */
export function chosenState(element: JsonObject, value: JsonValue, chooser: Chooser): JsonObject {
  const type = typeOf(element);
  const kind = kinds[type];
  if (!kind) throw new NotChoosable('Nothing can be chosen here.');
  if (value === null || value === '') return { type, [kind.key]: kind.many ? [] : null };
  if (!kind.many) return { type, [kind.key]: kind.read(value, element, chooser) };
  const list = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  const most = element['max_selected_items'] ?? element['max_files'];
  if (typeof most === 'number' && list.length > most) throw new NotChoosable(`Choose at most ${most}.`);
  const unique = [...new Set(list)];
  return { type, [kind.key]: unique.map((one) => kind.read(one, element, chooser)) };
}

/** Whether nothing is chosen or typed. */
function isEmpty(state: JsonObject): boolean {
  return Object.entries(state).every(
    ([name, value]) =>
      name === 'type' || value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

/** The state of every element that holds a value: touched, from the start, or empty. */
export function fullState(blocks: readonly JsonObject[], typed: StateValues): StateValues {
  const full: Record<string, Record<string, JsonObject>> = {};
  for (const { element, blockId, actionId } of elementsIn(blocks)) {
    const type = typeOf(element);
    const kind = kinds[type];
    // An overflow menu acts at once and holds nothing.
    if (!kind || type === 'overflow') continue;
    const untouched = { type, [kind.key]: element[kind.initial] ?? (kind.many ? [] : null) };
    full[blockId] = { ...full[blockId], [actionId]: typed[blockId]?.[actionId] ?? untouched };
  }
  return full;
}

/** What was typed, of those inputs that stand in the new blocks under the same ids and of the same kind. */
export function keptState(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  typed: StateValues,
): StateValues {
  const key = (blockId: string, element: JsonObject) =>
    JSON.stringify([blockId, element['action_id'], element['type']]);
  const old = new Set(elementsIn(before).map(({ blockId, element }) => key(blockId, element)));
  let kept: StateValues = {};
  for (const { element, blockId, actionId } of elementsIn(after)) {
    const state = typed[blockId]?.[actionId];
    if (state && old.has(key(blockId, element))) kept = withState(kept, blockId, actionId, state);
  }
  return kept;
}

export function withState(
  typed: StateValues,
  blockId: string,
  actionId: string,
  state: JsonObject,
): StateValues {
  return { ...typed, [blockId]: { ...typed[blockId], [actionId]: state } };
}

/**
 * Takes what somebody typed into several elements at once; `{block_id: {action_id: value}}`.
 * @param isUnfinished text that does not fit yet stays as it is: only a submit looks at it
 */
export function typedState(
  blocks: readonly JsonObject[],
  given: JsonObject,
  typed: StateValues,
  chooser: Chooser,
  isUnfinished = false,
): { readonly typed: StateValues; readonly faults: FieldFaults } {
  const faults: Record<string, string> = {};
  let now = typed;
  for (const { element, blockId, actionId } of elementsIn(blocks)) {
    const block = given[blockId];
    const type = typeOf(element);
    const written = isJsonObject(block) && Object.hasOwn(block, actionId) ? block[actionId] : undefined;
    const value =
      written !== undefined ? written : isUnfinished ? undefined : typed[blockId]?.[actionId]?.['value'];
    if (value === undefined || !kinds[type]) continue;
    try {
      now = withState(now, blockId, actionId, chosenState(element, value, chooser));
    } catch (error) {
      if (!(error instanceof NotChoosable)) throw error;
      if (isUnfinished && kinds[type].key === 'value' && typeof value === 'string')
        now = withState(now, blockId, actionId, { type, value });
      else faults[blockId] = error.message;
    }
  }
  return { typed: now, faults };
}

/** Inputs that must be filled in and are not. */
export function missingInputs(blocks: readonly JsonObject[], typed: StateValues): FieldFaults {
  const faults: Record<string, string> = {};
  for (const block of blocks) {
    if (block['type'] !== 'input' || block['optional'] === true) continue;
    for (const [blockId, states] of Object.entries(fullState([block], typed)))
      if (Object.values(states).some(isEmpty)) faults[blockId] = 'Please complete this required field.';
  }
  return faults;
}

function typeOf(element: JsonObject): string {
  return typeof element['type'] === 'string' ? element['type'] : '';
}
