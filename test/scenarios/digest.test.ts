import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { openAsking } from './asking.ts';
import { shared, until, words, type Shown } from './stage.ts';

const stage = shared(await openAsking());
const many = 40;

/** A Map whose items all ask at once, when its digest card is there. */
async function mapAsks() {
  await stage.createMachine('deploy-many', {
    Each: {
      Type: 'Map',
      ItemsPath: '$.services',
      ItemProcessor: { StartAt: 'Ask', States: { Ask: stage.askingState({ End: true }) } },
      End: true,
    },
  });
  const services = Array.from({ length: many }, (_, at) => ({
    service: `service-${String(at)}`,
    version: '2.14.0',
    requestedBy: 'requester@example.com',
  }));
  const executionArn = await stage.start('deploy-many', { services });
  await digest((card) => waitingIn(card) + unprovenIn(card) > 0);
  return executionArn;
}

const digests = async () =>
  (await stage.messages('releases')).filter(({ metadata }) => metadata?.event_type === 'signalbox_batch');
const digest = (fits: (card: Shown) => boolean = () => true) =>
  until(async () => (await digests()).findLast(fits));
const waitingIn = (card: Shown) => Number(/⏳ Waiting \*(\d+)\*/.exec(words(card))?.[1] ?? 0);
const unprovenIn = (card: Shown) => Number(/🔎 Being verified \*(\d+)\*/.exec(words(card))?.[1] ?? 0);
const press = (user: string, card: Shown, action_id: string) =>
  stage.post('click', { user, channel: 'C0RELEASES', ts: card.ts, action_id });
const modalOf = (user: string, of: string) =>
  until(async () => {
    const { modal } = await stage.get<{ modal: { id: string; title?: { text: string } } | null }>(
      `views?user=${user}`,
    );
    return modal && JSON.stringify(modal).includes(of) ? modal : undefined;
  });

describe('asks that come in a burst', () => {
  it('are a few cards and one digest card, decided all at once, each for itself', async () => {
    const executionArn = await mapAsks();
    const own = await until(async () => {
      const cards = await stage.cards();
      return cards.length > 0 && cards.every((card) => words(card).includes('approval.approve')) && cards;
    });
    const card = await digest((one) => waitingIn(one) === many - own.length);
    expect(own.length).toBeLessThanOrEqual(5);
    expect(await digests()).toHaveLength(1);
    for (const each of own) await stage.click('U0APPROVER', each, 'approve');
    await press('U0APPROVER', card, 'batch.approve');
    const modal = await modalOf('U0APPROVER', 'Approve all');
    await stage.post('submit', { user: 'U0APPROVER', view_id: modal.id, values: {} });
    expect(await stage.toldTo('U0APPROVER')).toContain(`You approved ${String(many - own.length)} asks.`);
    await until(async () => (await stage.status(executionArn)) === 'SUCCEEDED');
    const { output = '[]' } = await stage.sfn.send(new DescribeExecutionCommand({ executionArn }));
    const decisions = JSON.parse(output) as readonly { decision: string; by: readonly string[] }[];
    expect(decisions).toHaveLength(many);
    expect(decisions.every(({ decision }) => decision === 'approved')).toBe(true);
    const closed = await digest((one) => words(one).includes('all closed'));
    expect(words(closed)).toContain(`Approved by <@U0APPROVER>: ${String(many - own.length)}`);
    expect(await digests()).toHaveLength(1);
  });

  it('are decided by those alone who may', async () => {
    await mapAsks();
    const card = await digest((one) => waitingIn(one) >= many - 5);
    await press('U0SECURITY', card, 'batch.approve');
    const modal = await modalOf('U0SECURITY', 'Approve all');
    await stage.post('submit', { user: 'U0SECURITY', view_id: modal.id, values: {} });
    const told = await stage.toldTo('U0SECURITY');
    expect(told).toContain('You approved 0 asks.');
    expect(told).toMatch(/Not \d+ asks: /);
  });

  it('can be decided one by one from the list', async () => {
    await mapAsks();
    const card = await digest((one) => waitingIn(one) >= many - 5);
    const before = waitingIn(card);
    await press('U0APPROVER', card, 'batch.list');
    const list = await modalOf('U0APPROVER', 'One by one');
    const [id = ''] = /approve:(apr\w+)/.exec(JSON.stringify(list))?.slice(1) ?? [];
    await stage.post('click', {
      user: 'U0APPROVER',
      view_id: list.id,
      action_id: 'batch.member',
      value: `approve:${id}`,
    });
    const after = await digest((one) => waitingIn(one) === before - 1);
    expect(words(after)).toContain('Approved by <@U0APPROVER>: 1');
  });
});
