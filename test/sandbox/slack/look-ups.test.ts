import { describe, expect, it } from '@jest/globals';
import {
  allScopes,
  openLocalSlack,
  sharedSlack,
  type Answer,
  type Fields,
  type LocalSlack,
} from './local-slack.ts';

const slack = await sharedSlack();

const channel = 'C0RELEASES';
const without = async (scope: string, then: (poor: LocalSlack) => Promise<void>) => {
  const poor = await openLocalSlack({ scopes: allScopes.filter((one) => one !== scope) });
  try {
    await then(poor);
  } finally {
    await poor.stop();
  }
};
const missing = (needed: string) => ({ ok: false, error: 'missing_scope', needed });

describe('people', () => {
  it('of another workspace are no strangers to an app that shares a channel with them', async () => {
    const info = () => slack.api('users.info', { user: 'U0STRANGER' });
    expect(await info()).toMatchObject({ user: { is_stranger: false, team_id: 'T0ELSEWHERE' } });
    const channels = (await slack.get<{ id: string }[]>('channels')).map(({ id }) => ({
      id,
      members: ['U0APPROVER', 'U0SIGNALBOX'],
    }));
    await slack.post('change', { channels });
    expect(await info()).toMatchObject({ user: { is_stranger: true } });
  });

  it('show their email only with the scope for it', async () => {
    const args = { user: 'U0APPROVER' };
    expect(await slack.api('users.info', args)).toMatchObject({
      user: { profile: { email: 'approver@example.com' } },
    });
    await without('users:read.email', async (poor) => {
      const { user } = (await poor.api('users.info', args)) as unknown as { user: { profile: Fields } };
      expect(user.profile).not.toHaveProperty('email');
      expect(await poor.api('users.lookupByEmail', { email: 'x' })).toMatchObject(
        missing('users:read.email'),
      );
    });
  });

  it('are listed with the app itself and Slackbot', async () => {
    const { members = [] } = await slack.web.users.list({});
    const ids = members.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['U0APPROVER', 'U0SIGNALBOX', 'USLACKBOT']));
    expect(await slack.api('users.info', { user: 'U0SIGNALBOX' })).toMatchObject({
      user: { is_bot: true, profile: { bot_id: 'B0SIGNALBOX' } },
    });
    expect(await slack.api('users.info', { user: 'U0NOBODY' })).toMatchObject({ error: 'user_not_found' });
  });

  it('are found by email, but not when they left', async () => {
    const email = 'approver@example.com';
    expect(await slack.api('users.lookupByEmail', { email })).toMatchObject({ user: { id: 'U0APPROVER' } });
    await slack.post('change', { people: [{ id: 'U0APPROVER', deactivated: true }] });
    expect(await slack.api('users.lookupByEmail', { email })).toMatchObject({ error: 'users_not_found' });
  });

  it('who left are in no group and in no channel as Slack lists them', async () => {
    await slack.post('change', { people: [{ id: 'U0APPROVER', deactivated: true }] });
    expect(await slack.api('usergroups.users.list', { usergroup: 'S0RELEASE' })).toMatchObject({
      users: ['U0SECOND'],
    });
    const all = await slack.api('usergroups.users.list', { usergroup: 'S0RELEASE', include_disabled: true });
    expect(all).toMatchObject({ users: ['U0APPROVER', 'U0SECOND'] });
    const { members } = await slack.api('conversations.members', { channel });
    expect(members).not.toContain('U0APPROVER');
    expect(members).toContain('U0SECOND');
  });
});

describe('channels', () => {
  it('with somebody of another workspace are shared, and so are those that were made so', async () => {
    const shared = async () => (await slack.api('conversations.info', { channel }))['channel'] as Fields;
    expect(await shared()).toMatchObject({ is_ext_shared: true, is_shared: true });
    const members = ['U0APPROVER', 'U0SIGNALBOX'];
    await slack.post('change', { channels: [{ id: channel, members }] });
    expect(await shared()).toMatchObject({ is_ext_shared: false, num_members: 2 });
    await slack.post('change', { channels: [{ id: channel, shared: true }] });
    expect(await shared()).toMatchObject({ is_ext_shared: true });
  });

  it('of each kind need the scope of that kind', async () => {
    await without('im:read', async (poor) => {
      expect(await poor.api('conversations.list', { types: 'public_channel,im' })).toMatchObject(
        missing('im:read'),
      );
      await poor.post('say', { user: 'U0APPROVER', channel: 'U0SIGNALBOX', text: 'x' });
      expect(await poor.api('conversations.info', { channel: 'D0APPROVER' })).toMatchObject(
        missing('im:read'),
      );
    });
    await without('im:history', async (poor) => {
      await poor.post('say', { user: 'U0APPROVER', channel: 'U0SIGNALBOX', text: 'x' });
      expect(await poor.api('conversations.history', { channel: 'D0APPROVER' })).toMatchObject(
        missing('im:history'),
      );
      expect(await poor.api('conversations.history', { channel })).toMatchObject({ ok: true });
    });
    await without('groups:history', async (poor) => {
      await poor.post('change', { channels: [{ id: channel, kind: 'private' }] });
      expect(await poor.api('conversations.history', { channel })).toMatchObject(missing('groups:history'));
    });
    expect(await slack.api('conversations.list', { types: 'mpim' })).toMatchObject(missing('mpim:read'));
  });

  it('are listed by kind, and without the archived where asked', async () => {
    await slack.post('change', {
      channels: [
        { id: 'C0GENERAL', kind: 'private' },
        { id: channel, archived: true },
      ],
    });
    const names = async (more: Fields) =>
      ((await slack.api('conversations.list', more))['channels'] as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await names({})).toEqual(['releases', 'incidents', 'workflows']);
    expect(await names({ exclude_archived: true })).toEqual(['incidents', 'workflows']);
    // The bot is not in: it does not see it.
    expect(await names({ types: 'private_channel' })).toEqual([]);
  });

  it('with one person are opened by person or by id', async () => {
    const opened = await slack.api('conversations.open', { users: 'U0SECOND' });
    expect(opened).toMatchObject({ ok: true, channel: { id: 'D0SECOND' } });
    expect(await slack.api('conversations.open', { channel: 'D0SECOND', return_im: true })).toMatchObject({
      already_open: true,
      channel: { id: 'D0SECOND', is_im: true, user: 'U0SECOND' },
    });
    expect(await slack.api('conversations.open', { channel: 'D0NOBODY' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await slack.api('conversations.open', { users: 'U0NOBODY' })).toMatchObject({
      error: 'user_not_found',
    });
    await slack.api('chat.postMessage', { channel: 'D0SECOND', text: 'psst' });
    expect(await slack.messages('D0SECOND')).toMatchObject([{ text: 'psst' }]);
  });
});

describe('history', () => {
  const post = async (text: string) => String((await slack.api('chat.postMessage', { channel, text }))['ts']);
  const texts = (answer: Answer) => (answer['messages'] as { text: string }[]).map(({ text }) => text);

  it('begins with the newest, by pages and between times', async () => {
    const one = await post('one');
    await post('two');
    const three = await post('three');
    const first = await slack.api('conversations.history', { channel, limit: 2 });
    expect(texts(first)).toEqual(['three', 'two']);
    const { next_cursor: cursor } = first['response_metadata'] as { next_cursor: string };
    expect(texts(await slack.api('conversations.history', { channel, limit: 2, cursor }))).toEqual(['one']);
    const between = { channel, oldest: one, latest: three };
    expect(texts(await slack.api('conversations.history', between))).toEqual(['two']);
    expect(texts(await slack.api('conversations.history', { ...between, inclusive: true }))).toHaveLength(3);
  });

  it.each(['conversations.history', 'conversations.list', 'users.list', 'conversations.members'])(
    'and %s refuse a cursor that Slack never gave',
    async (method) => {
      for (const cursor of ['garbage', 'bmV4dDp4', '!!!'])
        expect(await slack.api(method, { channel, cursor })).toMatchObject({
          ok: false,
          error: 'invalid_cursor',
        });
    },
  );
});

describe('the plain methods', () => {
  it('api.test gives back what it got, without a token', async () => {
    expect(await slack.api('api.test', { foo: 'bar' }, '')).toEqual({ ok: true, args: { foo: 'bar' } });
    expect(await slack.api('api.test', { error: 'my_error' })).toMatchObject({
      ok: false,
      error: 'my_error',
    });
  });

  it('tell tokens apart', async () => {
    const app = slack.sandbox.env['SLACK_APP_TOKEN'];
    expect(await slack.api('auth.test', {}, app)).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await slack.api('auth.test', {}, 'xoxb-real')).toMatchObject({ error: 'invalid_auth' });
    expect(await slack.api('auth.test', {}, '')).toMatchObject({ error: 'not_authed' });
    expect(await slack.web.auth.test()).toMatchObject({
      user_id: 'U0SIGNALBOX',
      team_id: 'T0SANDBOX',
      response_metadata: { scopes: allScopes },
    });
  });

  it('reactions.add needs its scope, and counts each once', async () => {
    const { ts: timestamp } = await slack.api('chat.postMessage', { channel, text: 'x' });
    const react = { channel, timestamp, name: 'eyes' };
    expect(await slack.api('reactions.add', react)).toEqual({ ok: true });
    expect(await slack.api('reactions.add', react)).toMatchObject({ error: 'already_reacted' });
    expect(await slack.api('reactions.add', { ...react, name: 'no such' })).toMatchObject({
      error: 'invalid_name',
    });
    expect(await slack.api('conversations.history', { channel })).toMatchObject({
      messages: [{ reactions: [{ name: 'eyes', count: 1, users: ['U0SIGNALBOX'] }] }],
    });
    await without('reactions:write', async (poor) => {
      expect(await poor.api('reactions.add', react)).toMatchObject(missing('reactions:write'));
    });
  });
});
