import type { JsonObject } from '../../../platform/index.ts';
import { blocksOfMessage, elementsIn, elementsOfMessage, type Placed } from '../inputs/elements.ts';
import type { Chooser } from '../inputs/kinds.ts';
import { fullState, typedState, withState, type StateValues } from '../inputs/state-values.ts';
import { messageActionsPayload, viewActionsPayload } from '../payloads.ts';
import { SlackError } from '../slack-error.ts';
import { blocksOf } from '../view.ts';
import { optional, valuesIn } from './body.ts';
import { interact, type Door, type DoorNeeds } from './door.ts';
import { channelIn, messageIn, personIn, topView } from './place.ts';
import { actionOf, isDeclined, pressed, stateAfter } from './pressed.ts';

/** A button is pressed, or something is chosen, in a message, a modal or App Home. */
export const click: Door = (body, needs) => {
  const user = personIn(body, needs.workspace);
  return optional(body, 'view_id') === undefined
    ? clickInMessage(user, body, needs)
    : clickInView(user, body, needs);
};

async function clickInMessage(user: string, body: JsonObject, needs: DoorNeeds): Promise<JsonObject> {
  const { workspace } = needs;
  const channel = channelIn(body, workspace, user);
  const message = messageIn(body, workspace, channel, user);
  if (channel.archived && body['forged'] === true) throw new SlackError('is_archived');
  const placed = pressed(body, [message, ...message.earlier].flatMap(elementsOfMessage));
  const blocks = blocksOfMessage(message);
  const used = use(placed, body, blocks, message.typed.get(user) ?? {}, { user, workspace });
  if (isDeclined(placed, body)) return declined;
  message.typed.set(user, used.typed);
  if (!used.dispatched) return notDispatched;
  const from = { user, channel: channel.id, ts: message.ts };
  const { ackedMs } = await interact(
    messageActionsPayload(workspace, {
      user,
      message,
      channel,
      placed,
      action: actionOf(placed, used.state, workspace.newTs()),
      state: fullState(blocks, used.typed),
      responseUrl: needs.responseUrls.make(needs.origin, from),
      triggerId: needs.triggers.make(user),
    }),
    needs,
  );
  return { acked_ms: ackedMs };
}

async function clickInView(user: string, body: JsonObject, needs: DoorNeeds): Promise<JsonObject> {
  const { workspace } = needs;
  const home = workspace.homes.get(user);
  const view = home && home.id === body['view_id'] ? home : topView(body, workspace, user);
  const blocks = blocksOf(view);
  const placed = pressed(body, elementsIn(blocks));
  const used = use(placed, body, blocks, view.typed, { user, workspace });
  if (isDeclined(placed, body)) return declined;
  view.typed = used.typed;
  if (!used.dispatched) return notDispatched;
  const { ackedMs } = await interact(
    viewActionsPayload(workspace, {
      user,
      view,
      action: actionOf(placed, used.state, workspace.newTs()),
      triggerId: needs.triggers.make(user),
    }),
    needs,
  );
  return { acked_ms: ackedMs };
}

const declined = { acked_ms: 0, confirmed: false };
/** An input of a form is sent with the form, unless its block asks for more. */
const notDispatched = { acked_ms: 0, dispatched: false };

interface Used {
  readonly state: JsonObject | undefined;
  readonly typed: StateValues;
  readonly dispatched: boolean;
}

/** What is in the fields after `values` were typed and the element was used. @throws {SlackError} */
function use(
  placed: Placed,
  body: JsonObject,
  blocks: readonly JsonObject[],
  before: StateValues,
  chooser: Chooser,
): Used {
  const { typed, faults } = typedState(blocks, valuesIn(body), before, chooser, true);
  if (Object.keys(faults).length > 0) throw new SlackError('invalid_value', { errors: faults });
  const state = stateAfter(placed, body, chooser);
  const { block, blockId, actionId, element } = placed;
  const forged = body['forged'] === true;
  return {
    state,
    typed:
      state && !forged && element['type'] !== 'overflow' ? withState(typed, blockId, actionId, state) : typed,
    dispatched: forged || block['type'] !== 'input' || block['dispatch_action'] === true,
  };
}
