import { afterEach, describe, expect, it } from '@jest/globals';
import { createShiftableClock } from '../../src/platform/index.ts';
import { ConsiderateClient } from '../../src/slack/considerate-client.ts';
import { troubleOf } from '../../src/slack/errors.ts';
import { createRests } from '../../src/slack/rests.ts';
import { slackServer } from './slack-server.ts';

const card = { channel: 'C1', ts: '1.0', text: 'a card' };
const servers: { close: () => unknown }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Slack on a bad day: the first call is told to come back in 10 s. */
async function slack() {
  const server = await slackServer(() =>
    server.calls.length > 1
      ? { body: { ok: true } }
      : { status: 429, headers: { 'retry-after': '10' }, body: { ok: false } },
  );
  servers.push(server);
  const clock = createShiftableClock({ frozenAt: 1_000 });
  const client = new ConsiderateClient('xoxb-test', server.options, createRests(clock));
  const trouble = (work: Promise<unknown>) => work.then(() => undefined, troubleOf);
  return { calls: server.calls, clock, client, trouble };
}

describe('a method that Slack asked to leave alone', () => {
  it('is not called before its time is over, and then again', async () => {
    const { calls, clock, client, trouble } = await slack();
    expect(await trouble(client.chat.update(card))).toEqual({ kind: 'rate-limited', retryAfterSeconds: 10 });
    await clock.advance(9_999);
    expect(await trouble(client.chat.update(card))).toMatchObject({ kind: 'rate-limited' });
    expect(calls).toEqual(['chat.update']);
    await clock.advance(1);
    expect(await trouble(client.chat.update(card))).toBeUndefined();
    expect(calls).toEqual(['chat.update', 'chat.update']);
  });

  it('gives each who asks meanwhile a turn of its own: not all come back at once', async () => {
    const { client, clock, trouble } = await slack();
    await trouble(client.chat.update(card));
    await clock.advance(4_000);
    const turns = [];
    for (let n = 0; n < 3; n += 1) turns.push(await trouble(client.chat.update(card)));
    expect(turns).toEqual(
      [6, 7, 8].map((retryAfterSeconds) => ({ kind: 'rate-limited', retryAfterSeconds })),
    );
  });

  it('keeps no other method, and for posts no other channel', async () => {
    const { calls, client, trouble } = await slack();
    await trouble(client.chat.postMessage({ channel: 'C1', text: 'a card' }));
    expect(await trouble(client.chat.postMessage({ channel: 'C1', text: 'a card' }))).toBeDefined();
    expect(await trouble(client.chat.postMessage({ channel: 'C2', text: 'a card' }))).toBeUndefined();
    expect(await trouble(client.chat.update(card))).toBeUndefined();
    expect(calls).toEqual(['chat.postMessage', 'chat.postMessage', 'chat.update']);
  });
});
