import { describe, expect, it } from '@jest/globals';
import { actions, button, sharedSlack, until, type Fields } from './slack/local-slack.ts';

const slack = await sharedSlack();

const channel = 'C0RELEASES';

describe('POST /sandbox/drop-socket', () => {
  it('closes all connections at once, and says why', async () => {
    const apps = [await slack.connect(), await slack.connect()];
    expect(await slack.post('drop-socket')).toMatchObject({ ok: true, dropped: 2 });
    await until(() => (apps.some((app) => app.isOpen()) ? undefined : true));
    for (const app of apps) expect(app.disconnects).toEqual(['refresh_requested']);
  });

  it('waits, where asked, until each one is back before the next goes', async () => {
    const apps = [await slack.connect(), await slack.connect()];
    await slack.post('drop-socket', { one_by_one: true });
    const gone = () => apps.filter((app) => app.disconnects.length > 0).length;
    await until(() => (gone() === 1 ? true : undefined));
    expect(await slack.get('health')).toMatchObject({ connections: 1 });
    const back = await slack.connect();
    await until(() => (gone() === 2 ? true : undefined));
    back.close();
  });
});

describe('POST /sandbox/faults', () => {
  const fault = (slackFault: Fields) =>
    slack.post('faults', { slack: { method: 'auth.test', ...slackFault } });
  const call = async () => {
    const response = await fetch(`${slack.origin}/api/auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.sandbox.env['SLACK_BOT_TOKEN'] ?? ''}` },
      redirect: 'manual',
    });
    return {
      status: response.status,
      retry: response.headers.get('retry-after'),
      text: await response.text(),
    };
  };
  const logged = async () => (await slack.get<Fields[]>('calls?of=slack')).at(-1);

  it.each<[Fields, number, string, string]>([
    [{ error: 'internal_error' }, 200, '"error":"internal_error"', 'internal_error'],
    [{ status: 200, error: 'fatal_error' }, 200, '"error":"fatal_error"', 'fatal_error'],
    [{ status: 200 }, 200, '', '200'],
    [{ status: 302 }, 302, 'a fault', '302'],
    [{ status: 503, error: 'unavailable' }, 503, 'unavailable', 'unavailable'],
    [{ status: 429, retry_after: 7 }, 429, 'ratelimited', 'ratelimited'],
    [{ retry_after: 7, when: 'after' }, 429, 'ratelimited', 'ratelimited'],
  ])('%j is what the next call gets, and what the list says', async (given, status, text, name) => {
    expect(await fault(given)).toMatchObject({ ok: true });
    const got = await call();
    expect(got).toMatchObject({ status, text: expect.stringContaining(text) });
    if (status === 429) expect(got.retry).toBe('7');
    expect(await logged()).toMatchObject({ method: 'auth.test', ok: false, error: name });
    expect((await call()).text).toContain('"ok":true');
    expect(await logged()).toMatchObject({ ok: true });
  });

  it('cuts the connection where nothing else is said', async () => {
    await fault({});
    await expect(call()).rejects.toThrow();
    expect(await logged()).toMatchObject({ ok: false, error: 'cut' });
  });

  it.each<[string, unknown]>([
    ['an unknown key', { slack: { method: 'x', retries: 2 } }],
    ['an unknown side', { gcp: {} }],
    ['neither side', {}],
    ['half a second', { slack: { method: 'x', retry_after: 0.5 } }],
    ['a delay without end', { slack: { method: 'x', delay_ms: 3_600_001 } }],
    ['a delay backwards', { slack: { method: 'x', delay_ms: -1 } }],
    ['a status that no answer can have', { slack: { method: 'x', status: 101 } }],
    ['no times', { slack: { method: 'x', times: 0 } }],
    ['null', null],
  ])('refuses %s', async (_what, body) => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    expect(await slack.raw('/sandbox/faults', init)).toMatchObject({
      status: 400,
      body: { ok: false, error: 'invalid_body' },
    });
  });
});

describe('POST /sandbox/change', () => {
  const groups = async () =>
    (await slack.get<{ id: string; groups: string[] }[]>('people')).find(({ id }) => id === 'U0APPROVER')
      ?.groups;

  it('keeps the members of a group that names none', async () => {
    expect(await slack.post('change', { groups: [{ handle: 'security' }] })).toEqual({ ok: true });
    expect(await groups()).toEqual(['release-managers', 'security']);
    await slack.post('change', { groups: [{ handle: 'security', members: ['U0SECURITY'] }] });
    expect(await groups()).toEqual(['release-managers']);
  });

  it.each<[string, Fields, string]>([
    ['nobody', { people: [{ id: 'U0NOBODY', guest: true }] }, 'user_not_found'],
    ['no group', { groups: [{ handle: 'nobodies', members: [] }] }, 'no_such_subteam'],
    ['a group with nobody', { groups: [{ handle: 'security', members: ['U0NOBODY'] }] }, 'user_not_found'],
    ['no channel', { channels: [{ id: 'C0NOWHERE', archived: true }] }, 'channel_not_found'],
    ['a channel with nobody', { channels: [{ id: channel, members: ['U0NOBODY'] }] }, 'user_not_found'],
    ['no message', { delete_message: { channel, ts: '1.1' } }, 'message_not_found'],
    ['another type', { channels: [{ id: channel, archived: 'yes' }] }, 'invalid_body'],
    ['an unknown key', { channel: [] }, 'invalid_body'],
  ])('with %s changes nothing at all', async (_what, body, error) => {
    const members = ['U0SECOND'];
    const good = {
      people: [{ id: 'U0APPROVER', deactivated: true }],
      groups: [{ handle: 'security', members }],
    };
    const mixed = {
      people: [...good.people, ...((body['people'] as unknown[] | undefined) ?? [])],
      groups: [...good.groups, ...((body['groups'] as unknown[] | undefined) ?? [])],
    };
    expect(await slack.post('change', { ...body, ...mixed })).toMatchObject({ ok: false, error });
    expect(await groups()).toEqual(['release-managers', 'security']);
    expect(await slack.api('users.info', { user: 'U0APPROVER' })).toMatchObject({ user: { deleted: false } });
  });

  it('makes a channel private, and deletes a message', async () => {
    await slack.post('change', { channels: [{ id: channel, kind: 'private' }] });
    expect(await slack.api('conversations.info', { channel })).toMatchObject({
      channel: { is_private: true },
    });
    const { ts } = await slack.api('chat.postMessage', { channel, text: 'x' });
    expect(await slack.post('change', { delete_message: { channel, ts } })).toEqual({ ok: true });
    expect(await slack.messages('releases')).toEqual([]);
  });
});

describe('POST /sandbox/reset', () => {
  it('puts the clock back on real time, and everything back to the seeds', async () => {
    await slack.post('clock', { advance_seconds: 86_400 });
    await slack.post('say', { user: 'U0APPROVER', channel, text: 'x' });
    const reset = await slack.post('reset');
    const { now } = await slack.get<{ now: string }>('clock');
    expect(Date.parse(now) - Date.parse(String(reset['now']))).toBeLessThan(60_000);
    const moved = await slack.post('clock', { advance_seconds: 0 });
    expect(Math.abs(Date.parse(String(moved['now'])) - Date.parse(now))).toBeLessThan(60_000);
    const stamped = await slack.post('say', { user: 'U0APPROVER', channel, text: 'y' });
    expect(Math.abs(Number(stamped['ts']) * 1_000 - Date.parse(now))).toBeLessThan(60_000);
    expect(await slack.messages('releases')).toHaveLength(1);
  });

  it('may be asked for three times at once', async () => {
    const resets = await Promise.all([slack.post('reset'), slack.post('reset'), slack.post('reset')]);
    expect(resets.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await slack.get('health')).toMatchObject({ ready: true });
  });

  it('leaves nothing that was chosen in a message', async () => {
    const app = await slack.connect();
    const { ts } = await slack.api('chat.postMessage', {
      channel,
      text: 'x',
      blocks: [actions(button('go'))],
    });
    await slack.post('reset');
    const pressed = { user: 'U0APPROVER', channel, ts, action_id: 'go' };
    expect(await slack.post('click', pressed)).toMatchObject({ ok: false, error: 'message_not_found' });
    app.close();
  });
});

describe('a sandbox without a bot', () => {
  it.each(['start', 'stop', 'kill', 'restart'])('says so when asked to %s it', async (what) => {
    expect(await slack.post('bot', { do: what })).toMatchObject({
      ok: false,
      error: 'no_bot',
      message: expect.stringContaining('--no-bot'),
      pid: null,
    });
    expect(await slack.get('health')).toMatchObject({ ready: true });
  });
});
