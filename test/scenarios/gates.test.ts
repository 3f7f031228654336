import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openAsking, type Asking } from './asking.ts';
import { hasButtons, until, words, type Shown } from './stage.ts';

const policy = `
queues: [{ url: '\${SIGNALBOX_QUEUE_URL}' }]
machines: ['*']
access: []
gates:
  two-levels:
    for: [two-levels]
    channel: releases
    title: 'Ship {{ $.service }}'
    levels: [{ name: managers, any: ['@release-managers'] }, { name: security, any: [U0SECURITY] }]
    requester: 'email:$.requestedBy'
    remind: { after: 10m }
    escalate: [{ after: 20m, to: U0REQUESTER }]
    notify: dm
  glass:
    for: [glass]
    channel: releases
    title: Open the vault
    levels: [{ name: all, any: [U0REQUESTER] }]
    self_approval: break-glass
    requester: 'email:$.requestedBy'
  filled:
    for: [filled]
    channel: releases
    title: When
    levels: [{ name: all, any: [U0APPROVER] }]
    form:
      type: object
      required: [window, share]
      properties: { window: { type: string, enum: [now, tonight] }, share: { type: integer, maximum: 50 } }
    output: { approve: { at: '{{ $.form.window }}', percent: '{{ $.form.share }}' } }
`;

const folder = mkdtempSync(join(tmpdir(), 'signalbox-gates-'));
let stage: Asking;
beforeAll(async () => {
  const file = join(folder, 'signalbox.yaml');
  writeFileSync(file, policy);
  stage = await openAsking(file);
});
beforeEach(async () => {
  await stage.post('reset', {});
});
afterAll(async () => {
  await stage.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Asks at a gate; its machine is named like it. */
async function asked(gate: string, more: Record<string, unknown> = {}) {
  const state = stage.askingState({ End: true, ...more });
  const parameters = JSON.stringify(state['Parameters']).replace('promote-to-prod', gate);
  await stage.createMachine(gate, { Ask: { ...state, Parameters: JSON.parse(parameters) as unknown } });
  const executionArn = await stage.start(gate);
  const card = await stage.card((one) => hasButtons(one) && words(one).includes('Approve'));
  return { executionArn, card };
}

const thread = async (card: Shown) => {
  const door = `messages?channel=releases&thread_ts=${card.ts}`;
  return (await stage.get<{ messages: readonly Shown[] }>(door)).messages.map(({ text }) => text);
};
const said = (card: Shown, what: string) =>
  until(async () => (await thread(card)).find((text) => text.includes(what)));
const modalOf = async (user: string) =>
  until(
    async () => (await stage.get<{ modal: { id: string } | null }>(`views?user=${user}`)).modal ?? undefined,
  );
/** Everything that stands in direct messages. */
async function directMessages(): Promise<readonly string[]> {
  const channels = await stage.get<readonly { id: string }[]>('channels');
  const direct = channels.filter(({ id }) => id.startsWith('D'));
  const found = await Promise.all(direct.map(({ id }) => stage.messages(id)));
  return found.flat().map(({ text }) => text);
}
const ended = (executionArn: string) =>
  until(async () => {
    const execution = await stage.sfn.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status !== 'RUNNING' && execution;
  });

describe('a gate with two levels', () => {
  it('asks the second in the thread, and closes with everybody who agreed', async () => {
    const { card, executionArn } = await asked('two-levels');
    await stage.click('U0APPROVER', card, 'approve');
    expect(await said(card, 'Now level')).toContain('<@U0SECURITY>');
    await stage.click('U0SECURITY', card, 'approve');
    expect((await ended(executionArn)).status).toBe('SUCCEEDED');
    const closed = await stage.cardOf(card.ts, (one) => words(one).includes('The workflow goes on'));
    expect(words(closed)).toContain('<@U0APPROVER> and <@U0SECURITY>');
    expect((await thread(card)).filter((text) => text.includes('Now level'))).toHaveLength(1);
  });

  it('sends those who are asked a message with a link to the card, one each', async () => {
    const { card } = await asked('two-levels');
    const links = await until(async () => {
      const found = (await directMessages()).filter((text) => text.includes('You are asked to decide'));
      return found.length >= 2 && found;
    });
    expect(links).toHaveLength(2);
    expect(links[0]).toContain('|Ship billing-api>');
    expect(links[0]).toContain(card.ts.replace('.', ''));
  });

  it('reminds in the thread, and then lets more people decide', async () => {
    const { card } = await asked('two-levels');
    await stage.post('clock', { advance_seconds: 601 });
    expect(await said(card, 'Still waiting')).toContain('<!subteam^S0RELEASE>');
    await stage.post('clock', { advance_seconds: 600 });
    await said(card, 'escalated');
    await stage.cardOf(card.ts, (one) => words(one).includes('<@U0REQUESTER>'));
  });

  it('is withdrawn by who asked, and its task fails with Cancelled', async () => {
    const { card, executionArn } = await asked('two-levels');
    const withdraw = { action_id: 'approval.withdraw' };
    await stage.click('U0APPROVER', card, 'approve', withdraw);
    expect(await stage.toldTo('U0APPROVER')).toContain('only the person who asked');
    await stage.click('U0REQUESTER', card, 'approve', withdraw);
    expect(await ended(executionArn)).toMatchObject({ status: 'FAILED', error: 'Cancelled' });
    await stage.cardOf(card.ts, (one) => words(one).includes('*Cancelled* by <@U0REQUESTER>'));
  });
});

describe('broken glass', () => {
  it('wants a confirmation, and the channel hears of it', async () => {
    const { card, executionArn } = await asked('glass');
    await stage.click('U0REQUESTER', card, 'approve');
    const view = await modalOf('U0REQUESTER');
    const submit = (confirm: readonly string[]) =>
      stage.post('submit', {
        user: 'U0REQUESTER',
        view_id: view.id,
        values: { reason: { reason: 'outage' }, confirm: { confirm } },
      });
    expect(await submit([])).toMatchObject({ ok: false });
    expect(await submit(['yes'])).toEqual({ ok: true });
    expect((await ended(executionArn)).status).toBe('SUCCEEDED');
    expect(await said(card, 'breaking the glass')).toContain('outage');
  });
});

describe('a form', () => {
  it('says what is wrong on its fields, and hands the rest to the workflow', async () => {
    const { card, executionArn } = await asked('filled');
    await stage.click('U0APPROVER', card, 'approve');
    const view = await modalOf('U0APPROVER');
    const submit = (share: string) =>
      stage.post('submit', {
        user: 'U0APPROVER',
        view_id: view.id,
        values: { 'form.window': { value: 'tonight' }, 'form.share': { value: share } },
      });
    expect(await submit('80')).toMatchObject({ ok: false, errors: { 'form.share': 'Must be 50 or less.' } });
    expect(await submit('20')).toEqual({ ok: true });
    expect((await ended(executionArn)).output).toBe('{"at":"tonight","percent":20}');
  });
});

describe('a task that must hear from us', () => {
  it('hears again and again, and waits on', async () => {
    const { executionArn } = await asked('filled', { HeartbeatSeconds: 3 });
    const beats = () =>
      stage
        .get<{ operation: string }[]>('calls?of=aws')
        .then((calls) => calls.filter(({ operation }) => operation === 'SendTaskHeartbeat'));
    await until(async () => (await beats()).length >= 2);
    const { status } = await stage.sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(status).toBe('RUNNING');
  });
});
