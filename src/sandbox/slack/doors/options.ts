import { optionFaults, optionsIn } from '../block-kit/index.ts';
import { elementsIn, elementsOfMessage } from '../inputs/elements.ts';
import { suggestionPayload } from '../payloads.ts';
import { SlackError } from '../slack-error.ts';
import { blocksOf } from '../view.ts';
import { optional } from './body.ts';
import { interact, taken, type Door } from './door.ts';
import { channelIn, messageIn, personIn, topView } from './place.ts';
import { pressed } from './pressed.ts';

/** A person types into a select whose options come from the app. */
export const options: Door = async (body, needs) => {
  const { workspace } = needs;
  const user = personIn(body, workspace);
  const at = optional(body, 'view_id') === undefined ? messagePlace() : topView(body, workspace, user);
  const shown = 'message' in at ? elementsOfMessage(at.message) : elementsIn(blocksOf(at));
  const placed = pressed({ action_id: body['action_id'] ?? '', block_id: body['block_id'] ?? null }, shown);
  const { type } = placed.element;
  if (type !== 'external_select' && type !== 'multi_external_select')
    throw new SlackError('not_an_external_select', { message: 'Its options do not come from the app.' });
  const value = optional(body, 'value') ?? '';
  const { payload } = await interact(suggestionPayload(workspace, { user, placed, value, at }), needs);
  const faults = optionFaults(payload);
  taken(() => {
    if (faults.length > 0)
      throw SlackError.withMessages(
        'invalid_arguments',
        faults.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`),
      );
  });
  workspace.offered.set(placed.actionId, optionsIn(payload));
  return { ...payload };

  function messagePlace() {
    const channel = channelIn(body, workspace, user);
    return { channel, message: messageIn(body, workspace, channel, user) };
  }
};
