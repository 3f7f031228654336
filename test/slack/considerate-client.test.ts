import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createShiftableClock } from '../../src/platform/index.ts';
import { callOptions } from '../../src/slack/call-options.ts';
import { ConsiderateClient } from '../../src/slack/considerate-client.ts';
import { troubleOf } from '../../src/slack/errors.ts';
import { createRests } from '../../src/slack/rests.ts';

const card = { channel: 'C1', ts: '1.0', text: 'a card' };
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Slack on a bad day: the first `limited` calls are told to come back in 10 s. */
async function slack(limited: number) {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    calls.push(request.url?.slice('/api/'.length) ?? '');
    if (calls.length <= limited) response.writeHead(429, { 'retry-after': '10' });
    else response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: calls.length > limited }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const clock = createShiftableClock({ frozenAt: 1_000 });
  const options = callOptions(`http://127.0.0.1:${String(port)}/api/`);
  const client = new ConsiderateClient('xoxb-test', options, createRests(clock));
  const trouble = (work: Promise<unknown>) => work.then(() => undefined, troubleOf);
  return { calls, clock, client, trouble };
}

describe('a method that Slack asked to leave alone', () => {
  it('is not called before its time is over, and then again', async () => {
    const { calls, clock, client, trouble } = await slack(1);
    expect(await trouble(client.chat.update(card))).toEqual({ kind: 'rate-limited', retryAfterSeconds: 10 });
    await clock.advance(9_999);
    expect(await trouble(client.chat.update(card))).toMatchObject({ kind: 'rate-limited' });
    expect(calls).toEqual(['chat.update']);
    await clock.advance(1);
    expect(await trouble(client.chat.update(card))).toBeUndefined();
    expect(calls).toEqual(['chat.update', 'chat.update']);
  });

  it('gives each who asks meanwhile a turn of its own: not all come back at once', async () => {
    const { client, clock, trouble } = await slack(1);
    await trouble(client.chat.update(card));
    await clock.advance(4_000);
    const turns = [];
    for (let n = 0; n < 3; n += 1) turns.push(await trouble(client.chat.update(card)));
    expect(turns).toEqual(
      [6, 7, 8].map((retryAfterSeconds) => ({ kind: 'rate-limited', retryAfterSeconds })),
    );
  });

  it('keeps no other method, and for posts no other channel', async () => {
    const { calls, client, trouble } = await slack(1);
    await trouble(client.chat.postMessage({ channel: 'C1', text: 'a card' }));
    expect(await trouble(client.chat.postMessage({ channel: 'C1', text: 'a card' }))).toBeDefined();
    expect(await trouble(client.chat.postMessage({ channel: 'C2', text: 'a card' }))).toBeUndefined();
    expect(await trouble(client.chat.update(card))).toBeUndefined();
    expect(calls).toEqual(['chat.postMessage', 'chat.postMessage', 'chat.update']);
  });
});
