import { channels } from './policy.mjs';

const pairs = [
  ['approve', 'reject'],
  ['reject', 'approve'],
  ['approve', 'approve'],
];
/** People look again after this, ms, and press again where the card still has its buttons. */
const againAfterMs = 8_000;
/** Both press within this, ms. */
const togetherMs = 300;

export const isCard = ({ metadata }) => metadata?.event_type === 'signalbox_approval';
export const buttonsOn = ({ blocks }) =>
  blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .filter(({ action_id: id }) => /^approval\.(approve|reject)$/.test(id));

/** Two people for every card: both may decide, and neither waits for the other. */
export function createPeople({ door, look, random }) {
  const pressedAt = new Map();
  const told = { presses: 0, acked: 0, not_acked: 0, cards_pressed_again: 0 };

  const press = async (channel, ts, user, verdict) => {
    await new Promise((resolve) => setTimeout(resolve, random.below(togetherMs)));
    told.presses += 1;
    const answer = await door('click', { user, channel, ts, action_id: `approval.${verdict}` }).catch(
      () => ({}),
    );
    if (answer.ok) told.acked += 1;
    else told.not_acked += 1;
  };

  return {
    /** One look through all channels. Gives how many cards had buttons. */
    async lookAround() {
      let open = 0;
      for (const channel of channels) {
        const { messages = [] } = await look(`messages?channel=${channel}`).catch(() => ({}));
        for (const card of messages.filter(isCard)) {
          if (buttonsOn(card).length === 0) continue;
          open += 1;
          const key = `${channel} ${card.ts}`;
          const before = pressedAt.get(key);
          if (before !== undefined && performance.now() - before < againAfterMs) continue;
          if (before !== undefined) told.cards_pressed_again += 1;
          pressedAt.set(key, performance.now());
          const [first, second] = random.oneOf(pairs);
          void press(channel, card.ts, 'U0APPROVER', first);
          void press(channel, card.ts, 'U0SECOND', second);
        }
      }
      return open;
    },
    told: () => told,
  };
}
