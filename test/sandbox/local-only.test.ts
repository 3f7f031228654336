import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, describe, expect, it } from '@jest/globals';
import { serve } from '../../src/sandbox/web/server.ts';
import { json } from '../../src/sandbox/web/request.ts';

const server = await serve({
  port: 0,
  option: '--port',
  handler: () => Promise.resolve(json({ ok: true })),
});
afterAll(() => server.stop());

/** The status of a request with these headers, `fetch` would not send a Host of ours. */
const statusOf = (headers: Record<string, string>, host = '127.0.0.1') =>
  new Promise<number | undefined>((resolve, reject) => {
    const sent = request({ host, port: server.port, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on('error', reject);
    sent.end();
  });
const own = `127.0.0.1:${String(server.port)}`;

describe('a server of the sandbox', () => {
  it.each([own, `localhost:${String(server.port)}`, `bucket.localhost:${String(server.port)}`])(
    'answers to the host %s',
    async (host) => {
      expect(await statusOf({ host })).toBe(200);
    },
  );

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.1', '0.0.0.0'])(
    'refuses the host %s, as a rebound name would send it',
    async (host) => {
      expect(await statusOf({ host })).toBe(403);
    },
  );

  it.each(['https://evil.example', 'null', 'http://127.0.0.1.evil.example'])(
    'refuses a page of the origin %s',
    async (origin) => {
      expect(await statusOf({ host: own, origin })).toBe(403);
    },
  );

  it('answers its own page', async () => {
    expect(await statusOf({ host: own, origin: server.origin })).toBe(200);
  });

  it('cannot be reached by an address of this machine that others can reach', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outside)
      await expect(statusOf({ host: own }, address)).rejects.toThrow(/ECONNREFUSED/);
  });
});
