import { describe, expect, it } from '@jest/globals';
import { DescribeExecutionCommand, GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { deployInput, openAsking } from './asking.ts';
import { hasButtons, shared, until, words } from './stage.ts';

const stage = shared(await openAsking());

describe('an ask by EventBridge', () => {
  it('becomes a card whose approval lets the deployment go on', async () => {
    const executionArn = await stage.start('deploy-demo');
    const card = await stage.asked();
    expect(words(card)).toContain('Promote billing-api 2.14.0 to prod');
    expect(words(card)).toContain('AskForProd');
    await stage.click('U0APPROVER', card, 'approve');
    await until(async () => (await stage.status(executionArn)) === 'SUCCEEDED');
    const closed = await stage.cardOf(card.ts, (one) => words(one).includes('goes on'));
    expect(words(closed)).toContain('Approved');
  });

  it('never lets its task token be seen in Slack', async () => {
    const executionArn = await stage.start('deploy-demo');
    await stage.asked();
    expect(await stage.tokenOf(executionArn)).toMatch(/^sbxtok-/);
    for (const channel of ['releases', 'workflows'])
      expect(JSON.stringify(await stage.messages(channel))).not.toContain('sbxtok-');
  });
});

describe('an ask by the queue', () => {
  it('becomes a card, and its rejection fails the task with the reason', async () => {
    await stage.createMachine('deploy-by-queue', { Ask: stage.askingState({ End: true }) });
    const executionArn = await stage.start('deploy-by-queue');
    const card = await stage.asked();
    await stage.click('U0SECOND', card, 'reject');
    const modal = await until(
      async () =>
        (await stage.get<{ modal: { id: string } | null }>('views?user=U0SECOND')).modal ?? undefined,
    );
    const values = { reason: { reason: 'Not today' } };
    await stage.post('submit', { user: 'U0SECOND', view_id: modal.id, values });
    await until(async () => (await stage.status(executionArn)) === 'FAILED');
    const described = await stage.sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toMatchObject({ error: 'Rejected', cause: expect.stringContaining('Not today') });
  });

  it('is one card, however often its message comes', async () => {
    await stage.createMachine('deploy-twice', { Ask: stage.askingState({ End: true }) });
    const executionArn = await stage.start('deploy-twice');
    await stage.asked();
    const { events = [] } = await stage.sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    const scheduled = events.find(({ type }) => type === 'TaskScheduled')?.taskScheduledEventDetails;
    const { MessageBody: body } = JSON.parse(scheduled?.parameters ?? '{}') as { MessageBody: unknown };
    await stage.send(body);
    await stage.send(body);
    await stage.send('the last message');
    await stage.deadLetter();
    expect(await stage.cards()).toHaveLength(1);
  });

  it('with a token that is not of the execution that it names takes no decision', async () => {
    const other = await stage.start('deploy-demo', { ...deployInput, version: 'other' });
    await stage.send({
      schema: 'signalbox/ask/1',
      gate: 'promote-to-prod',
      token: 'AAAA-not-the-token-of-this-execution',
      execution: other,
      state: 'AskForProd',
      input: { service: 'harmless', version: '1' },
    });
    await stage.card((one) => words(one).includes('harmless'));
    const card = await until(async () => {
      await stage.post('clock', { advance_seconds: 5 });
      return (await stage.cards()).find(
        (one) => words(one).includes('harmless') && words(one).includes('Unverified'),
      );
    });
    expect(hasButtons(card)).toBe(false);
    expect(await stage.status(other)).toBe('RUNNING');
  });
});

describe('an ask that nobody can decide', () => {
  const ask = {
    schema: 'signalbox/ask/1',
    gate: 'promote-to-prod',
    token: 'token-of-nobody',
    execution: 'arn:aws:states:us-east-1:000000000000:execution:deploy-demo:gone',
    state: 'AskForProd',
    input: {},
  };
  const elsewhere = (part: string, other: string) => ({ execution: ask.execution.replace(part, other) });

  it.each([
    ['an unknown gate', { gate: 'promote-to-mars' }, 'there is no gate "promote-to-mars"'],
    ['an unknown schema', { schema: 'signalbox/ask/9' }, 'unknown schema'],
    ['a foreign account', elsewhere('000000000000', '111122223333'), 'account 111122223333'],
    ['a foreign Region', elsewhere('us-east-1', 'eu-west-1'), 'Region eu-west-1'],
    ['a machine that may not use the gate', elsewhere('deploy-demo', 'HelloWorld'), 'HelloWorld asked'],
  ])('goes to the dead-letter queue with the reason: %s', async (_name, change, reason) => {
    await stage.send({ ...ask, ...change });
    const letter = await stage.deadLetter();
    expect(letter.reason).toContain(reason);
    expect(JSON.parse(letter.body ?? '')).toEqual({ ...ask, ...change });
    expect(await stage.cards()).toHaveLength(0);
  });

  it('of an execution that does not exist is looked for over a minute, then dead-lettered as it came', async () => {
    await stage.send(ask);
    const card = await stage.card((one) => words(one).includes('Being verified'));
    expect(hasButtons(card)).toBe(false);
    await until(async () => {
      await stage.post('clock', { advance_seconds: 5 });
      return (await stage.cards()).some((one) => words(one).includes('Cancelled'));
    });
    const letter = await stage.deadLetter();
    expect(letter.reason).toContain('There is no execution');
    expect(JSON.parse(letter.body ?? '')).toEqual(ask);
    await stage.cardOf(card.ts, (one) => words(one).includes('Cancelled'));
  });

  it.each([['not json'], ['{"a":1}'], ['[]']])('is anything else: %s', async (body) => {
    await stage.send(body);
    expect(await stage.deadLetter()).toMatchObject({ body, reason: expect.stringMatching(/it is n/) });
  });

  it('holds up nothing behind it', async () => {
    for (let n = 0; n < 30; n += 1) await stage.send(`poison ${String(n)}`);
    await stage.start('deploy-demo');
    await stage.asked();
  });
});
