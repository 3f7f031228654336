import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SendTaskFailureCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { openAsking, type Asking } from './asking.ts';
import { until, words } from './stage.ts';

let stage: Asking;
beforeAll(async () => {
  stage = await openAsking();
});
afterAll(async () => {
  await stage.stop();
});
afterEach(async () => {
  await stage.post('reset', {});
});

describe('an execution that ends while its card is open', () => {
  it('aborted elsewhere closes the card', async () => {
    const executionArn = await stage.start('deploy-demo');
    const card = await stage.asked();
    await stage.sfn.send(new StopExecutionCommand({ executionArn }));
    await stage.cardOf(card.ts, (one) => words(one).includes('The execution was aborted'));
  });

  it('goes on after its task failed: the card closes once it is looked at', async () => {
    await stage.createMachine('deploy-and-go-on', {
      Ask: stage.askingState({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Wait' }], Next: 'Wait' }),
      Wait: { Type: 'Wait', Seconds: 86_400, End: true },
    });
    const executionArn = await stage.start('deploy-and-go-on');
    const card = await stage.asked();
    const taskToken = await stage.tokenOf(executionArn);
    await stage.sfn.send(new SendTaskFailureCommand({ taskToken, error: 'Elsewhere' }));
    await stage.post('clock', { advance_seconds: 120 });
    await stage.cardOf(card.ts, (one) => words(one).includes('stopped waiting for this task'));
    expect(await stage.status(executionArn)).toBe('RUNNING');
  });
});

describe('a followed execution', () => {
  const follows = async () =>
    (await stage.messages('workflows')).filter(
      ({ metadata }) => metadata?.event_type === 'signalbox_execution',
    );
  const followed = (word: string) =>
    until(async () => (await follows()).find((one) => words(one).includes(word)));

  it('has one card, edited in place until it ends', async () => {
    await stage.start('deploy-demo');
    const card = await stage.asked();
    const running = await followed('running');
    await stage.click('U0APPROVER', card, 'approve');
    const ended = await followed('succeeded');
    expect(ended.ts).toBe(running.ts);
    expect(await follows()).toHaveLength(1);
  });

  it('that ends at once costs one message', async () => {
    await stage.start('HelloWorld', {});
    await followed('succeeded');
    const calls = await stage.get<readonly { method: string }[]>('calls?of=slack');
    expect(calls.filter(({ method }) => /^chat\.(postMessage|update)$/.test(method))).toHaveLength(1);
  });

  it('says error and cause of a failure', async () => {
    await stage.createMachine('deploy-that-fails', {
      No: { Type: 'Fail', Error: 'DiskFull', Cause: 'no <space> left' },
    });
    await stage.start('deploy-that-fails', {});
    const card = await followed('failed');
    expect(words(card)).toContain('DiskFull');
    expect(words(card)).toContain('no &lt;space&gt; left');
  });
});
