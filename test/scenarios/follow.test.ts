import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from '@jest/globals';
import { RedriveExecutionCommand, SendTaskFailureCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { openAsking } from './asking.ts';
import { hasButtons, shared, until, words } from './stage.ts';

const stage = shared(await openAsking());

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

describe('an execution that is redriven', () => {
  it('asks again on a new card, and the old one points there', async () => {
    const executionArn = await stage.start('deploy-demo');
    const old = await stage.asked();
    const taskToken = await stage.tokenOf(executionArn);
    await stage.sfn.send(new SendTaskFailureCommand({ taskToken, error: 'Elsewhere', cause: 'by hand' }));
    await stage.cardOf(old.ts, (one) => words(one).includes('Cancelled'));
    await stage.sfn.send(new RedriveExecutionCommand({ executionArn }));
    const again = await stage.card((one) => one.ts !== old.ts && hasButtons(one));
    const closed = await stage.cardOf(old.ts, (one) => words(one).includes('asked again'));
    expect(words(closed)).toContain(`/archives/C0RELEASES/p${again.ts.replace('.', '')}|asked again>`);
    await stage.click('U0APPROVER', again, 'approve');
    await until(async () => (await stage.status(executionArn)) === 'SUCCEEDED');
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

  it('heals after an end that no event told', async () => {
    const events = new EventBridgeClient({
      endpoint: stage.sandbox.awsOrigin,
      region: 'us-east-1',
      credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    });
    const executionArn = await stage.start('deploy-demo');
    const card = await stage.asked();
    await followed('running');
    await events.send(new DisableRuleCommand({ Name: 'signalbox-executions' }));
    events.destroy();
    await stage.sfn.send(new StopExecutionCommand({ executionArn }));
    await stage.post('clock', { advance_seconds: 15 });
    await stage.cardOf(card.ts, (one) => words(one).includes('The execution was aborted'));
    await followed('aborted');
  });
});
