import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { connectApp } from './test-app.ts';
import { openLocalSlack, type LocalSlack } from './local-slack.ts';

let slack: LocalSlack;
beforeAll(async () => {
  slack = await openLocalSlack();
});
afterAll(async () => {
  await slack.stop();
});

const isAlive = async () => (await slack.get('health'))['ready'];

/** The status line and the rest of what a server says to bytes as they stand. */
function saidTo(origin: string, request: string): Promise<string> {
  const { port, hostname } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let said = '';
    socket.on('data', (chunk) => (said += chunk.toString()));
    socket.on('close', () => {
      resolve(said);
    });
    socket.on('error', reject);
    socket.end(request);
  });
}
const request = (target: string, upgrade: boolean) =>
  `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n${upgrade ? 'Connection: Upgrade\r\nUpgrade: websocket\r\n' : 'Connection: close\r\n'}\r\n`;

describe('an address that is none', () => {
  it.each([
    ['//', 404],
    ['http://[bad', 400],
    ['*', 400],
  ])('%s is answered with JSON, upgraded or not, on both ports', async (target, status) => {
    for (const upgrade of [true, false]) {
      const said = await saidTo(slack.origin, request(target, upgrade));
      expect(said).toContain(`HTTP/1.1 ${status}`);
      expect(said).toContain('"ok":false');
      expect(await saidTo(slack.sandbox.awsOrigin, request(target, upgrade))).toContain('HTTP/1.1 4');
    }
    expect(await isAlive()).toBe(true);
  });

  it('takes no socket without a ticket, nor from another origin', async () => {
    expect(await saidTo(slack.origin, request('/link/?ticket=none', true))).toContain('HTTP/1.1 404');
    const foreign = request('/link/', true).replace(
      '\r\n\r\n',
      '\r\nOrigin: http://elsewhere.example\r\n\r\n',
    );
    expect(await saidTo(slack.origin, foreign)).toContain('HTTP/1.1 403');
  });
});

describe('more sockets than Slack allows', () => {
  it('are told so, and one that then sends nonsense harms nobody', async () => {
    const token = slack.sandbox.env['SLACK_APP_TOKEN'] ?? '';
    const apps = [];
    for (let count = 0; count < 10; count += 1) apps.push(await connectApp(slack.origin, token));
    const tooMany = await connectApp(slack.origin, token);
    expect(tooMany.disconnects).toEqual(['too_many_websockets']);
    const opened = await slack.api('apps.connections.open', {}, token);
    const late = new WebSocket(String(opened['url']));
    await new Promise((resolve) => late.on('open', resolve));
    // A frame with reserved bits: no client may send one.
    (Reflect.get(late, '_socket') as Socket).write(Buffer.from([0xff, 0x80, 0, 0, 0, 0]));
    await new Promise((resolve) => late.on('close', resolve));
    expect(await isAlive()).toBe(true);
    for (const app of apps) app.close();
  });
});

describe('values that nest too deep', () => {
  const deep = (levels: number) => `${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`;

  it.each([
    ['attachments', 'invalid_arguments'],
    ['blocks', 'invalid_blocks_format'],
    ['metadata', 'invalid_metadata_format'],
  ])('are refused in %s before anything is stored', async (name, error) => {
    const body = new URLSearchParams({ channel: 'C0RELEASES', text: 'x', [name]: `[${deep(50_000)}]` });
    const authorization = `Bearer ${slack.sandbox.env['SLACK_BOT_TOKEN'] ?? ''}`;
    const { body: answer } = await slack.raw('/api/chat.postMessage', {
      method: 'POST',
      headers: { authorization },
      body,
    });
    expect(answer).toMatchObject({ ok: false, error });
    expect(await slack.messages('releases')).toEqual([]);
  });

  it('are refused in a JSON body, in a view and by the doors', async () => {
    const authorization = `Bearer ${slack.sandbox.env['SLACK_BOT_TOKEN'] ?? ''}`;
    const json = (path: string, body: string) =>
      slack.raw(path, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body,
      });
    const posted = await json(
      '/api/chat.postMessage',
      `{"channel":"C0RELEASES","attachments":[${deep(9_000)}]}`,
    );
    expect(posted.body).toMatchObject({ ok: false, error: 'invalid_json' });
    const opened = await json('/api/views.open', `{"trigger_id":"t","view":${deep(90)}}`);
    expect(opened.body.ok).toBe(false);
    expect(await json('/sandbox/submit', `{"user":"U0APPROVER","values":${deep(90)}}`)).toMatchObject({
      status: 400,
      body: { ok: false, error: 'invalid_body' },
    });
  });

  it('are no acknowledgement', async () => {
    const app = await slack.connect();
    app.answers(() => JSON.parse(`{"text":"x","attachments":[${deep(90)}]}`) as Record<string, unknown>);
    const answer = await slack.post('command', {
      user: 'U0APPROVER',
      channel: 'workflows',
      command: '/workflow',
    });
    expect(answer).toMatchObject({ ok: false, error: 'operation_timed_out' });
    app.close();
  });
});

describe('bodies of the wrong shape', () => {
  it.each([
    ['change', { people: [null] }],
    ['change', { people: [{ id: 'U0APPROVER', deactivated: 'yes' }] }],
    ['say', { user: 'U0APPROVER', channel: 'releases', text: 'x', files: [null] }],
    ['say', { user: 'U0APPROVER', channel: 'releases', text: 5 }],
    ['say', { user: 'U0APPROVER', channel: 'releases' }],
    ['click', { user: 'U0APPROVER', channel: 'releases', ts: 7, action_id: 'x' }],
    ['submit', { user: 'U0APPROVER', view_id: [] }],
    ['command', []],
  ])('%s with %j is answered 400 with a sentence', async (door, body) => {
    expect(await slack.raw(`/sandbox/${door}`, { method: 'POST', body: JSON.stringify(body) })).toMatchObject(
      { status: 400, body: { ok: false, error: 'invalid_body', message: expect.any(String) } },
    );
  });

  it.each(['say', 'click', 'command', 'change', 'drop-socket', 'reset'])(
    'GET of %s is answered 405',
    async (door) => {
      expect(await slack.raw(`/sandbox/${door}`)).toMatchObject({
        status: 405,
        body: { ok: false, error: 'method_not_allowed' },
      });
    },
  );

  it.each(['people', 'messages', 'views', 'health', 'calls'])('POST of %s is answered 405', async (door) => {
    expect((await slack.raw(`/sandbox/${door}`, { method: 'POST' })).status).toBe(405);
  });

  it.each(['constructor', '__proto__', 'toString', 'chat.shout'])(
    'the method %s is unknown',
    async (method) => {
      expect(await slack.api(method)).toMatchObject({ ok: false, error: 'unknown_method' });
    },
  );
});
