import { describe, expect, it } from '@jest/globals';
import { SendTaskFailureCommand, SendTaskSuccessCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { openAsking } from './asking.ts';
import { shared, until, words, type Shown } from './stage.ts';

const stage = shared(await openAsking());

const follows = async (channel = 'workflows') =>
  (await stage.messages(channel)).filter(({ metadata }) => metadata?.event_type === 'signalbox_execution');
const followed = (fits: (card: Shown) => boolean, channel?: string) =>
  until(async () => (await follows(channel)).find(fits));
/** Messages in the threads of cards that a picture stands under. */
const pictures = async () =>
  (
    (await stage.messages('workflows')) as readonly (Shown & {
      readonly thread_ts?: string;
      readonly files?: readonly { readonly url: string }[];
    })[]
  ).filter(({ files }) => (files ?? []).length > 0);
const saying =
  (...parts: string[]) =>
  (card: Shown) =>
    parts.every((part) => words(card).includes(part));
const press = (user: string, card: Shown, what: string, channel = 'workflows') =>
  stage.post('click', { user, channel, ts: card.ts, action_id: `execution.${what}` });
const modalOf = (user: string, fits: (text: string) => boolean = () => true) =>
  until(async () => {
    const { modal } = await stage.get<{ modal: { id: string; blocks: unknown } | null }>(
      `views?user=${user}`,
    );
    return modal && fits(JSON.stringify(modal.blocks)) ? modal : undefined;
  });

/** Waits for a person's answer to its token, in a state called Deploy. */
const waiting = () => ({ ...stage.askingState({ End: true }) });
const failing = async (machine: string) => {
  await stage.createMachine(machine, { Deploy: waiting() });
  const executionArn = await stage.start(machine);
  await stage.asked();
  const taskToken = await stage.tokenOf(executionArn);
  // What fails often says what it was called with.
  const said = `no <space> left for ${taskToken}`;
  const cause = JSON.stringify({ errorMessage: said, errorType: 'DiskFull', event: { taskToken } });
  await stage.sfn.send(new SendTaskFailureCommand({ taskToken, error: 'DiskFull', cause }));
  return executionArn;
};

describe('the card of an execution that failed', () => {
  it('says which state failed, why, and what to do; its thread rings once', async () => {
    await failing('deploy-fails');
    const card = await followed(saying('failed', 'Deploy'));
    expect(words(card)).toContain('"Deploy" failed with DiskFull: no &lt;space&gt; left for');
    expect(words(card)).not.toContain('sbxtok-');
    expect(words(card)).toContain('What to do');
    const replies = await until(async () => {
      const said = await pictures();
      return said.length > 0 && said;
    });
    expect(replies).toHaveLength(1);
    expect(replies[0]?.text).toContain('DiskFull');
    expect(replies[0]?.text).not.toContain('sbxtok-');
    const [file] = replies[0]?.files ?? [];
    const bytes = Buffer.from(await (await fetch(file?.url ?? '')).arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(JSON.stringify(file)).not.toContain('sbxtok-');
  });

  it('shows a picture of the run in its thread to whoever asks and may see it', async () => {
    await stage.createMachine('deploy-drawn', { Deploy: waiting() });
    await stage.start('deploy-drawn');
    const card = await followed(saying('Now in *Deploy*'));
    await press('U0OUTSIDE', card, 'picture');
    await press('U0REQUESTER', card, 'picture');
    const [shared] = await until(async () => {
      const found = await pictures();
      return found.length > 0 && found;
    });
    expect(shared).toMatchObject({ thread_ts: card.ts, text: expect.stringContaining('<@U0REQUESTER>') });
  });

  it('is redriven from its button by those who may, once however often it is confirmed', async () => {
    const executionArn = await failing('deploy-again');
    const card = await followed(saying('failed', 'execution.redrive'));
    await press('U0APPROVER', card, 'redrive');
    const modal = await modalOf('U0APPROVER');
    expect(JSON.stringify(modal.blocks)).toContain('*Deploy*');
    await stage.post('submit', { user: 'U0APPROVER', view_id: modal.id });
    await followed((one) => one.ts === card.ts && saying('running', 'redriven once', 'U0APPROVER')(one));
    expect(await stage.status(executionArn)).toBe('RUNNING');
  });

  it('refuses a stranger in private, and says so before any modal opens', async () => {
    const executionArn = await failing('deploy-refused');
    const card = await followed(saying('failed', 'execution.redrive'));
    await press('U0REQUESTER', card, 'redrive');
    expect(await stage.toldTo('U0REQUESTER', 'workflows')).toContain('Nothing was done');
    expect(await stage.status(executionArn)).toBe('FAILED');
  });

  it('opens the last lines of its history', async () => {
    await failing('deploy-details');
    const card = await followed(saying('failed', 'execution.details'));
    await press('U0REQUESTER', card, 'details');
    const modal = await modalOf('U0REQUESTER', (text) => text.includes('execution failed'));
    expect(JSON.stringify(modal.blocks)).not.toContain('sbxtok-');
  });
});

describe('the card of an execution that runs', () => {
  it('says where it is and how far, and is aborted from its button', async () => {
    await stage.createMachine('deploy-slowly', {
      Build: { Type: 'Pass', Next: 'Deploy' },
      Deploy: waiting(),
    });
    const executionArn = await stage.start('deploy-slowly');
    const card = await followed(saying('Now in *Deploy*', '1 of 2 states done'));
    await press('U0APPROVER', card, 'abort');
    const modal = await modalOf('U0APPROVER');
    await stage.post('submit', {
      user: 'U0APPROVER',
      view_id: modal.id,
      values: { reason: { reason: 'wrong day' } },
    });
    await until(async () => (await stage.status(executionArn)) === 'ABORTED');
    const closed = await followed((one) => one.ts === card.ts && saying('aborted', 'wrong day')(one));
    expect(words(closed)).not.toContain('execution.abort');
  });

  it('goes on after the bot was killed in between', async () => {
    const before = (await follows()).length;
    const executionArn = await stage.start('deploy-demo');
    await stage.asked();
    await followed(saying('deploy-demo', 'running'));
    await stage.post('bot', { do: 'kill' });
    const taskToken = await stage.tokenOf(executionArn);
    await stage.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
    await stage.post('bot', { do: 'start' });
    await followed(saying('deploy-demo', 'succeeded'));
    expect(await follows()).toHaveLength(before + 1);
  });

  it('stands in the channel where it was started from', async () => {
    await stage.command('U0REQUESTER', 'start HelloWorld {}', 'C0RELEASES');
    await followed(saying('HelloWorld', 'succeeded'), 'releases');
    expect(await follows()).toHaveLength(0);
  });
});

describe('/workflow', () => {
  it('watch puts a card into this channel, and stop leaves it as it is', async () => {
    await stage.command('U0REQUESTER', 'watch deploy-demo', 'C0RELEASES');
    expect(await stage.toldTo('U0REQUESTER')).toContain('no executions yet');
    const executionArn = await stage.start('deploy-demo');
    const card = await followed(saying('deploy-demo', 'running'));
    await stage.command('U0REQUESTER', `watch ${executionArn}`, 'C0RELEASES');
    const told = (part: string) => until(async () => (await stage.toldTo('U0REQUESTER')).includes(part));
    await told('has its card in');
    await stage.command('U0REQUESTER', `watch ${executionArn} stop`, 'C0RELEASES');
    await told('no longer watched');
    await stage.sfn.send(new StopExecutionCommand({ executionArn }));
    await stage.card((one) => words(one).includes('The execution was aborted'));
    expect(words(await followed(({ ts }) => ts === card.ts))).toContain('running');
  });

  it('history is paged in place, filtered by state, and shows no token', async () => {
    await stage.createMachine('deploy-long', {
      ...Object.fromEntries(
        Array.from({ length: 15 }, (_, at) => [
          `Step ${String(at)}`,
          { Type: 'Pass', Next: at === 14 ? 'Deploy' : `Step ${String(at + 1)}` },
        ]),
      ),
      Deploy: waiting(),
    });
    await stage.start('deploy-long');
    await stage.asked();
    await stage.command('U0REQUESTER', 'history deploy-long', 'C0RELEASES');
    const shown = async (...parts: string[]) =>
      until(async () =>
        (await stage.messages('releases', 'U0REQUESTER')).findLast(
          (one) => one.ephemeral === 'U0REQUESTER' && saying(...parts)(one),
        ),
      );
    const page = await shown('page 1', 'Deploy');
    expect(words(page)).not.toContain('sbxtok-');
    expect(words(page)).not.toContain('Step 3*');
    await stage.post('click', {
      user: 'U0REQUESTER',
      channel: 'releases',
      ts: page.ts,
      action_id: 'history.older',
    });
    const older = await shown('page 2', 'Step 3');
    expect(older.ts).toBe(page.ts);
    await stage.command('U0REQUESTER', 'history deploy-long Step 3', 'C0RELEASES');
    const ofState = await shown('state *Step 3*');
    expect(words(ofState)).not.toContain('Step 4');
  });

  it('redrive refuses in words what cannot be redriven', async () => {
    await stage.command('U0REQUESTER', 'start HelloWorld {}');
    await followed(saying('HelloWorld', 'succeeded'));
    await stage.command('U0APPROVER', 'redrive HelloWorld');
    expect(await stage.toldTo('U0APPROVER', 'workflows')).toContain('succeeded: there is nothing to redrive');
  });

  it('status says why it failed and what to do', async () => {
    await failing('deploy-status');
    await followed(saying('failed', 'deploy-status'));
    await stage.command('U0REQUESTER', 'status deploy-status');
    const said = await until(async () =>
      (await stage.messages('workflows', 'U0REQUESTER')).findLast(({ ephemeral }) => ephemeral !== undefined),
    );
    expect(words(said)).toContain('"Deploy" failed with DiskFull');
    expect(words(said)).toContain('What to do');
    expect(words(said)).not.toContain('sbxtok-');
  });
});
