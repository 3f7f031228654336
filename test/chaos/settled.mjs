import { pause } from '../bench/bench-sandbox.mjs';
import { channels } from './policy.mjs';
import { buttonsOn, isCard } from './people.mjs';
import { createRecords } from './records.mjs';

const lookEveryMs = 2_000;
/** Nothing is faulty any more: what is not done within this is left undone, ms. */
const patienceMs = 120_000;

/** Every card in Slack. */
export async function cardsIn(look) {
  const found = [];
  for (const channel of channels) {
    const { messages = [] } = await look(`messages?channel=${channel}`);
    for (const card of messages.filter(isCard))
      found.push({
        channel,
        ts: card.ts,
        approvalId: card.metadata.event_payload.approval_id,
        buttons: buttonsOn(card).length > 0,
      });
  }
  return found;
}

/** Waits until no record has anything due and no card has buttons; false where that does not come. */
export async function settled({ world }) {
  const records = createRecords(world);
  const end = performance.now() + patienceMs;
  try {
    for (;;) {
      const busy = (await records.approvals()).some(({ due }) => due.length > 0);
      const open = (await cardsIn(world.look)).some(({ buttons }) => buttons);
      if (!busy && !open) return true;
      if (performance.now() > end) return false;
      await pause(lookEveryMs);
    }
  } finally {
    records.close();
  }
}

/** Histories, records, audit and cards, as they stand. */
export async function everythingSeen({ world, executions }) {
  const records = createRecords(world);
  const approvals = await records.approvals();
  records.close();
  const histories = [];
  for (const executionArn of executions) {
    const { events } = await world.states('GetExecutionHistory', { executionArn, maxResults: 1_000 });
    const flat = events.map(({ type, ...event }) => ({ type, ...detailsOf(event) }));
    histories.push({ executionArn, events: flat });
  }
  const { stdout } = await world.signalbox('audit', 'export');
  const audit = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { executions: histories, approvals, audit, cards: await cardsIn(world.look) };
}

function detailsOf(event) {
  const [, details = {}] = Object.entries(event).find(([name]) => name.endsWith('EventDetails')) ?? [];
  const { output, error, cause } = details;
  return { output, error, cause };
}
