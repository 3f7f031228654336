import type { JsonObject } from '../../platform/index.ts';
import { optional, text } from './body.ts';
import { stateOf, type Placed } from './elements.ts';
import { SlackError } from './slack-error.ts';
import type { Workspace } from './workspace.ts';

/** The element that was used: it must have stood there, unless the body says that the click is forged. */
export function pressed(body: JsonObject, shown: readonly Placed[]): Placed {
  const actionId = text(body, 'action_id');
  const blockId = optional(body, 'block_id');
  const value = optional(body, 'value');
  const fits = shown.filter(
    ({ element, blockId: at }) =>
      element['action_id'] === actionId && (blockId === undefined || at === blockId),
  );
  if (body['forged'] === true) {
    const like = fits[0];
    return {
      blockId: blockId ?? like?.blockId ?? 'forged',
      element: {
        type: 'button',
        text: { type: 'plain_text', text: 'forged' },
        ...like?.element,
        action_id: actionId,
        ...(value !== undefined && { value }),
      },
    };
  }
  const found = fits.find(
    ({ element }) => element['type'] !== 'button' || value === undefined || element['value'] === value,
  );
  if (!found) throw new SlackError('no_such_action');
  return found;
}

/** The action as Slack puts it into the payload. */
export function actionOf(placed: Placed, body: JsonObject, workspace: Workspace): JsonObject {
  const { element, blockId } = placed;
  const kept = Object.fromEntries(
    Object.entries(element).filter(([name]) => ['text', 'style', 'placeholder'].includes(name)),
  );
  const state = Object.fromEntries(
    Object.entries(stateOf(element, body['value'])).filter(([, value]) => value !== null),
  );
  return {
    ...kept,
    ...state,
    action_id: element['action_id'] ?? '',
    block_id: blockId,
    action_ts: workspace.newTs(),
  };
}
