import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createShiftableClock, isJsonObject, type JsonObject } from '../../src/platform/index.ts';
import { createSlackDirectory } from '../../src/slack/index.ts';

let server: Server | undefined;
afterEach(async () => {
  server?.close();
  if (server?.listening === true) await once(server, 'close');
});

/** A Web API that answers each method with the next of its answers, the last one for ever; a number is a bare status. */
async function slackThat(answers: Readonly<Record<string, (JsonObject | number)[]>>) {
  const called: string[] = [];
  server = createServer((request, response) => {
    const method = request.url?.split('/').at(-1) ?? '';
    called.push(method);
    request.resume();
    const list = answers[method] ?? [];
    const answer = (list.length > 1 ? list.shift() : list[0]) ?? { ok: false, error: 'unknown_method' };
    response.writeHead(typeof answer === 'number' ? answer : 200, {
      'content-type': 'application/json',
      connection: 'close',
      ...(answer === 429 && { 'retry-after': '30' }),
    });
    response.end(typeof answer === 'number' ? '' : JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: unknown = server.address();
  const port = isJsonObject(address) && typeof address['port'] === 'number' ? address['port'] : 0;
  const directory = createSlackDirectory({
    botToken: 'xoxb-test',
    apiUrl: `http://127.0.0.1:${String(port)}/api/`,
    clock: createShiftableClock({ frozenAt: 1_000 }),
  });
  return { directory, called };
}

const auth = { ok: true, team_id: 'T0HOME' };
const user = { ok: true, user: { id: 'U0A', name: 'ada', team_id: 'T0HOME' } };

describe('a directory without sockets', () => {
  it('calls nobody before it is asked, and knows our own workspace from others', async () => {
    const stranger = { ok: true, user: { id: 'U0B', name: 'bob', team_id: 'T0OTHER' } };
    const { directory, called } = await slackThat({ 'auth.test': [auth], 'users.info': [user, stranger] });
    expect(called).toEqual([]);
    expect(await directory.person('U0A')).toMatchObject({ standing: 'member' });
    expect(await directory.person('U0B')).toMatchObject({ standing: 'stranger' });
    expect(called.filter((method) => method === 'auth.test')).toHaveLength(1);
  });

  it('does not remember that it could not learn our workspace', async () => {
    const { directory } = await slackThat({ 'auth.test': [500, auth], 'users.info': [user] });
    await expect(directory.person('U0A')).rejects.toMatchObject({ unanswered: true });
    expect(await directory.person('U0A')).toMatchObject({ standing: 'member' });
  });

  it.each([
    ['a server error', 500, true],
    ['an error of Slack’s that passes', { ok: false, error: 'internal_error' }, true],
    ['a person whom Slack does not know', { ok: false, error: 'user_not_found' }, false],
    ['a token that is taken back', { ok: false, error: 'token_revoked' }, false],
    ['a limit', 429, false],
  ])('tells whether Slack was silent: %s', async (_what, answer, unanswered) => {
    const { directory } = await slackThat({ 'auth.test': [auth], 'users.info': [answer] });
    await expect(directory.person('U0A', { fresh: true })).rejects.toMatchObject({
      code: 'lookup-failed',
      unanswered,
    });
  });

  it('finds the members of a group, and none where Slack is silent', async () => {
    const group = { ok: true, usergroups: [{ id: 'S0A', handle: 'leads' }] };
    const { directory } = await slackThat({
      'usergroups.list': [group],
      'usergroups.users.list': [{ ok: true, users: ['U0A'] }, 503],
    });
    expect(await directory.members('leads')).toEqual(new Set(['U0A']));
    await expect(directory.members('leads', { fresh: true })).rejects.toMatchObject({ unanswered: true });
  });
});
