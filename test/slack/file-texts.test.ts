import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { silentLogger } from '../../src/platform/index.ts';
import { callOptions } from '../../src/slack/call-options.ts';
import { createFileTexts } from '../../src/slack/file-texts.ts';

const token = 'xoxb-of-the-bot';
const definition = '{"StartAt": "A"}';
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that remembers which tokens it was shown. */
async function listening(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const tokens: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    request.resume();
    tokens.push(request.headers.authorization);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, tokens };
}

interface Told {
  /** What files.info says of the file; `url_private` is at Slack's own place where absent. */
  readonly file?: Readonly<Record<string, unknown>>;
  /** What files.info answers instead. */
  readonly info?: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  readonly status?: number;
  readonly type?: string;
  readonly location?: string;
  readonly content?: string | Buffer;
}

/** Reads a file from a Slack that answers so. */
async function reading(told: Told) {
  const slack = await listening((request, response) => {
    if (request.url === '/api/files.info') {
      const {
        status = 200,
        headers = {},
        body,
      } = told.info ?? {
        body: { ok: true, file: { id: 'F1', size: 16, url_private: `${slack.origin}/pri/F1`, ...told.file } },
      };
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
      return;
    }
    response.writeHead(told.status ?? 200, {
      'content-type': told.type ?? 'application/json',
      ...(told.location !== undefined && { location: told.location }),
    });
    response.end(told.content ?? definition);
  });
  const apiUrl = `${slack.origin}/api/`;
  const read = createFileTexts({
    client: new WebClient(token, callOptions(apiUrl)),
    botToken: token,
    apiUrl,
    log: silentLogger(),
  });
  return { found: await read({ id: 'F1', name: 'order.json' }), slack };
}
const sentence = async (told: Told) => {
  const { found } = await reading(told);
  return found.kind === 'refused' ? found.sentence : found.text;
};

describe('the text of an attached file', () => {
  it('is read with the token of the bot', async () => {
    const { found, slack } = await reading({});
    expect(found).toEqual({ kind: 'text', text: definition });
    expect(slack.tokens).toEqual([`Bearer ${token}`, `Bearer ${token}`]);
  });

  it('loses a byte order mark', async () => {
    expect(await sentence({ content: `\ufeff${definition}` })).toBe(definition);
  });

  it.each<[string, Told, RegExp]>([
    ['announced as too large', { file: { size: 1_048_577 } }, /order\.json is larger than 1 MB/],
    ['larger than was announced', { content: 'x'.repeat(1_048_577) }, /larger than 1 MB/],
    ['no text', { content: Buffer.from([0xff, 0xfe, 0x7b, 0]) }, /not text in UTF-8/],
    ['binary that happens to be UTF-8', { content: '{\0}' }, /not text in UTF-8/],
    ['deleted', { info: { body: { ok: false, error: 'file_deleted' } } }, /was deleted/],
    ['unknown', { info: { body: { ok: false, error: 'file_not_found' } } }, /was deleted/],
    ['a headstone', { file: { mode: 'tombstone' } }, /was deleted/],
    ['gone between the two calls', { status: 404 }, /was deleted/],
    [
      'without the scope',
      { info: { body: { ok: false, error: 'missing_scope' } } },
      /lacks the scope files:read/,
    ],
    [
      'a page to sign in',
      { type: 'text/html; charset=utf-8', content: '<html>' },
      /lacks the scope files:read/,
    ],
    ['a way to a page to sign in', { status: 302, location: '/?redir=x' }, /lacks the scope files:read/],
    [
      'refused for another reason',
      { info: { body: { ok: false, error: 'access_denied' } } },
      /\(access_denied\)/,
    ],
    [
      'asked for too often',
      { info: { status: 429, headers: { 'retry-after': '30' }, body: {} } },
      /asks .* to wait/,
    ],
    ['not told of', { info: { status: 503, body: '' } }, /did not hand out order\.json in time/],
    ['not handed out', { status: 503 }, /did not hand out order\.json in time/],
  ])('that is %s is a sentence', async (_what, told, words) => {
    expect(await sentence(told)).toMatch(words);
  });

  it.each([200, 302])('is sought at Slack alone: no other host sees the token (%i)', async (status) => {
    const elsewhere = await listening((_request, response) => response.end(definition));
    const told =
      status === 302
        ? { status, location: `${elsewhere.origin}/file` }
        : { file: { url_private: `${elsewhere.origin}/file` } };
    expect(await sentence(told)).toMatch(
      status === 302 ? /files:read/ : /does not lie at Slack but elsewhere/,
    );
    expect(elsewhere.tokens).toEqual([]);
  });

  it.each([
    'http://files.slack.com/files-pri/T1-F1/order.json',
    'https://files.slack.com.example.com/order.json',
    'https://files.slack.com@example.com/order.json',
    'https://slack.example.com/order.json',
    'https://drive.example.com/order.json',
    'nothing',
  ])('at %s is not sought with Slack’s own Web API', async (url) => {
    const client = { files: { info: () => Promise.resolve({ ok: true, file: { url_private: url } }) } };
    const read = createFileTexts({
      client: client as unknown as WebClient,
      botToken: token,
      log: silentLogger(),
    });
    expect(await read({ id: 'F1', name: 'order.json' })).toMatchObject({
      sentence: expect.stringContaining('does not lie at Slack'),
    });
  });
});
