import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, systemClock } from '../../src/platform/index.ts';
import { createTable } from '../../src/stores/dynamodb/index.ts';
import { clientOf, startDynamo } from '../stores/dynamodb/local-dynamo.ts';
import { startApart, type BotApart } from './bot-apart.ts';
import { calls, hasButtons, openStage, succeeded, until, words, type Shown, type Stage } from './stage.ts';

let stage: Stage;
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
let env: Record<string, string>;
let bots: BotApart[] = [];

beforeAll(async () => {
  stage = await openStage({});
  dynamo = await startDynamo();
  const client = clientOf(dynamo.endpoint);
  const table = newId('signalbox');
  await createTable(client, table, systemClock());
  client.destroy();
  env = {
    SIGNALBOX_STORE: 'dynamodb',
    SIGNALBOX_TABLE: table,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
  };
}, 180_000);
afterEach(async () => {
  for (const bot of bots) await bot.stop();
  bots = [];
});
afterAll(async () => {
  await stage.stop();
  await dynamo.close();
});

/** One more bot on the same table. */
async function startBot(): Promise<BotApart> {
  const bot = await startApart(stage, newId('bot'), undefined, env);
  bots.push(bot);
  expect(bot.log()).toContain('"signalbox started"');
  return bot;
}

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:deploy-demo';
async function start(service: string): Promise<string> {
  const input = JSON.stringify({ service, version: '2.14.0', requestedBy: 'requester@example.com' });
  const { executionArn = '' } = await stage.sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
  return executionArn;
}
const cardsOf = async (service: string) =>
  (await stage.cards()).filter((card) => words(card).includes(`${service} 2.14.0`));
const cardOf = (service: string, fits: (card: Shown) => boolean = hasButtons) =>
  until(async () => (await cardsOf(service)).find(fits));
const sentToTasks = async () => (await calls(stage, 'aws', 'SendTaskSuccess')).filter(({ ok }) => ok).length;

/** Presses again where Slack says that nobody answered, as people do. */
const approve = (user: string, card: Shown) =>
  until(async () => {
    const answer = await stage.click(user, card, 'approve');
    return answer.error !== 'operation_timed_out' && answer;
  });

/** The card of this run is closed, once, by one person. */
async function decidedOnce(service: string, executionArn: string): Promise<void> {
  await succeeded(stage, executionArn);
  const closed = await cardOf(service, (card) => words(card).includes('The workflow goes on'));
  expect(words(closed).match(/\*Approved\*|Approved by/g)).toHaveLength(1);
  expect(await cardsOf(service)).toHaveLength(1);
}

describe('a bot that is told to stop', () => {
  it('finishes the click that it has acknowledged and the ask that it has taken, and goes', async () => {
    const bot = await startBot();
    const before = await sentToTasks();
    const pressed = await start('pressed');
    const card = await cardOf('pressed');
    // Both are under way when the signal comes: Slack is slow to say who pressed, and slow to take the card.
    await stage.post('faults', { slack: { method: 'users.info', delay_ms: 1_500, times: 1 } });
    await stage.post('faults', { slack: { method: 'chat.postMessage', delay_ms: 1_500, times: 1 } });
    const asking = await start('asking');
    await until(() => Promise.resolve(bot.log().split('"ask recorded"').length > 2));
    expect(await stage.click('U0APPROVER', card, 'approve')).toMatchObject({ ok: true });
    await bot.stop();
    expect(await bot.exitCode).toBe(0);
    expect(bot.log()).toContain('"decision recorded"');
    await startBot();
    await decidedOnce('pressed', pressed);
    expect(await approve('U0APPROVER', await cardOf('asking'))).toMatchObject({ ok: true });
    await decidedOnce('asking', asking);
    expect(await sentToTasks()).toBe(before + 2);
  });
});

describe('a rolling update', () => {
  it('answers every click while one bot comes and the other goes, and decides once', async () => {
    const old = await startBot();
    const before = await sentToTasks();
    const services = Array.from({ length: 4 }, (_, n) => `rolling-${String(n)}`);
    const runs = new Map<string, string>();
    for (const service of services) {
      runs.set(service, await start(service));
      await cardOf(service);
    }
    const next = startBot();
    const gone = next.then(() => old.stop());
    for (const service of services) {
      const card = await cardOf(service);
      // Two people at the same moment: either bot may get either click.
      const answers = await Promise.all(['U0APPROVER', 'U0SECOND'].map((user) => approve(user, card)));
      expect(answers).toEqual([expect.objectContaining({ ok: true }), expect.objectContaining({ ok: true })]);
      // The clicks are spread over the whole of it.
      if (service === 'rolling-1') await next;
    }
    await gone;
    expect(await old.exitCode).toBe(0);
    for (const [service, executionArn] of runs) await decidedOnce(service, executionArn);
    expect(await sentToTasks()).toBe(before + services.length);
  });
});

describe('two bots on one table', () => {
  it('show one card and decide once, and the second finishes what the first was killed in', async () => {
    const pair = [await startBot(), await startBot()];
    const before = await sentToTasks();
    const run = await start('pair');
    const card = await cardOf('pair');
    // Whichever takes the click is kept in it, and dies there.
    await stage.post('faults', {
      aws: { service: 'states', operation: 'SendTaskSuccess', delay_ms: 30_000, times: 1 },
    });
    await approve('U0APPROVER', card);
    const taker = await until(() =>
      Promise.resolve(pair.find((bot) => bot.log().includes('"decision recorded"'))),
    );
    await taker.kill();
    await decidedOnce('pair', run);
    const next = await start('after-the-kill');
    await approve('U0SECOND', await cardOf('after-the-kill'));
    await decidedOnce('after-the-kill', next);
    expect(await sentToTasks()).toBe(before + 2);
  });
});
