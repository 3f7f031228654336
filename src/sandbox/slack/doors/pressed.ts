import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import type { Placed } from '../inputs/elements.ts';
import { kinds, NotChoosable, type Chooser } from '../inputs/kinds.ts';
import { chosenState } from '../inputs/state-values.ts';
import { SlackError } from '../slack-error.ts';
import { optional, text } from './body.ts';

/** The element that was used: it must have stood there, unless the body says that the click is forged. */
export function pressed(body: JsonObject, shown: readonly Placed[]): Placed {
  const actionId = text(body, 'action_id');
  const blockId = optional(body, 'block_id');
  const fits = shown.filter(
    ({ element, blockId: at }) =>
      element['action_id'] === actionId && (blockId === undefined || at === blockId),
  );
  if (body['forged'] === true) return forged(actionId, blockId, body['value'], fits[0]);
  const value = body['value'];
  // The newest first: somebody who names no value pressed what stood there last.
  const found = fits.find(
    ({ element }) =>
      element['type'] !== 'button' || value === undefined || value === null || element['value'] === value,
  );
  if (!found) throw new SlackError('no_such_action');
  return found;
}

function forged(
  actionId: string,
  blockId: string | undefined,
  value: JsonValue | undefined,
  like: Placed | undefined,
): Placed {
  return {
    block: like?.block ?? {},
    blockId: blockId ?? like?.blockId ?? 'forged',
    actionId,
    element: {
      type: 'button',
      text: { type: 'plain_text', text: 'forged', emoji: true },
      ...like?.element,
      action_id: actionId,
      ...(value !== undefined && !kinds[typeOf(like?.element ?? {})] && { value }),
    },
    ...(like?.attachmentId !== undefined && { attachmentId: like.attachmentId }),
  };
}

/** What the element holds now; undefined for buttons. @throws {SlackError} where nobody could have chosen that */
export function stateAfter(placed: Placed, body: JsonObject, chooser: Chooser): JsonObject | undefined {
  const { element, block } = placed;
  const kind = kinds[typeOf(element)];
  if (!kind) return undefined;
  const value = body['value'];
  if (body['forged'] === true) return forgedState(typeOf(element), value ?? null);
  const nothing = value === undefined || value === null || value === '';
  const mayBeEmptied = value !== undefined && (block['type'] === 'input' || kind.key === 'value');
  try {
    if (nothing && !mayBeEmptied) throw new NotChoosable('Say which: "value".');
    return chosenState(element, value ?? null, chooser);
  } catch (error) {
    if (error instanceof NotChoosable) throw new SlackError('invalid_value', { message: error.message });
    throw error;
  }
}

/** A forged value goes as it was given, in the shape of the element. */
function forgedState(type: string, value: JsonValue): JsonObject {
  const kind = kinds[type];
  if (!kind) return { type };
  const shaped = (one: JsonValue): JsonValue =>
    kind.key.startsWith('selected_option') && typeof one === 'string'
      ? { text: { type: 'plain_text', text: one, emoji: true }, value: one }
      : one;
  if (!kind.many) return { type, [kind.key]: shaped(value) };
  const list = Array.isArray(value) ? (value as readonly JsonValue[]) : value === null ? [] : [value];
  return { type, [kind.key]: list.map(shaped) };
}

/** The action as Slack puts it into the payload. */
export function actionOf(placed: Placed, state: JsonObject | undefined, actionTs: string): JsonObject {
  const { element, blockId } = placed;
  const named = ['text', 'style', 'placeholder', 'confirm', ...(state ? [] : ['value'])];
  const kept = Object.fromEntries(Object.entries(element).filter(([name]) => named.includes(name)));
  return {
    type: element['type'] ?? 'button',
    action_id: element['action_id'] ?? '',
    block_id: blockId,
    ...kept,
    ...state,
    action_ts: actionTs,
  };
}

/** A person who is asked to confirm may say no; then nothing is sent. */
export function isDeclined(placed: Placed, body: JsonObject): boolean {
  return isJsonObject(placed.element['confirm']) && body['confirm'] === false;
}

function typeOf(element: JsonObject): string {
  return typeof element['type'] === 'string' ? element['type'] : '';
}
