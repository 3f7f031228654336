import { beforeEach, describe, expect, it } from '@jest/globals';
import { allScopes, openLocalSlack, sharedSlack, until, type Fields } from './local-slack.ts';
import type { Envelope } from './test-app.ts';

const slack = await sharedSlack({
  events: [
    ...['message.channels', 'message.im', 'app_mention', 'app_home_opened'],
    ...['member_joined_channel', 'member_left_channel', 'channel_archive', 'channel_unarchive'],
  ],
});
let app = await slack.connect();
beforeEach(() => {
  app.envelopes.length = 0;
  app.answers(() => ({}));
});

const user = 'U0APPROVER';
const channel = 'C0RELEASES';
const eventOf = ({ payload }: Envelope) => payload['event'] as Fields;
const event = (type: string, more: Fields = {}) =>
  until(() =>
    app.envelopes
      .map(eventOf)
      .find(
        (one) => one['type'] === type && Object.entries(more).every(([name, value]) => one[name] === value),
      ),
  );

describe('events that the manifest asks for', () => {
  it('tell what people say, with the outer fields of the Events API', async () => {
    const { ts } = await slack.post('say', { user, channel, text: 'hello' });
    expect(await event('message')).toMatchObject({
      channel,
      user,
      text: 'hello',
      ts,
      channel_type: 'channel',
    });
    expect(app.envelopes[0]).toMatchObject({
      type: 'events_api',
      accepts_response_payload: false,
      retry_attempt: 0,
      payload: {
        type: 'event_callback',
        team_id: 'T0SANDBOX',
        api_app_id: 'A0SIGNALBOX',
        event_id: expect.stringMatching(/^Ev/),
        authorizations: [{ user_id: 'U0SIGNALBOX', is_bot: true }],
      },
    });
  });

  it('tell a mention of the app twice: as a message and as a mention', async () => {
    await slack.post('say', { user, channel, text: 'hey <@U0SIGNALBOX>' });
    expect(await event('app_mention')).toMatchObject({ channel, user, text: 'hey <@U0SIGNALBOX>' });
    await event('message');
  });

  it('tell what the app itself posts, changes and deletes', async () => {
    const { ts } = await slack.api('chat.postMessage', { channel, text: 'one' });
    expect(await event('message', { ts })).toMatchObject({ bot_id: 'B0SIGNALBOX' });
    await slack.api('chat.update', { channel, ts, text: 'two' });
    expect(await event('message', { subtype: 'message_changed' })).toMatchObject({
      hidden: true,
      message: { ts, text: 'two' },
      previous_message: { text: 'one' },
    });
    await slack.api('chat.delete', { channel, ts });
    expect(await event('message', { subtype: 'message_deleted' })).toMatchObject({ deleted_ts: ts });
  });

  it('tell files, and what is written to the app alone', async () => {
    await slack.post('say', { user, channel, files: [{ name: 'a.txt', content: 'x' }] });
    expect(await event('message', { subtype: 'file_share' })).toMatchObject({ files: [{ name: 'a.txt' }] });
    await slack.post('say', { user, channel: 'U0SIGNALBOX', text: 'psst' });
    expect(await event('message', { channel: 'D0APPROVER' })).toMatchObject({ channel_type: 'im' });
  });

  it('tell who comes and goes, and what is archived', async () => {
    await slack.post('change', { channels: [{ id: channel, members: ['U0SIGNALBOX', user] }] });
    expect(await event('member_left_channel', { user: 'U0SECOND' })).toMatchObject({ channel });
    await slack.post('change', { channels: [{ id: channel, members: ['U0SIGNALBOX', user, 'U0SECOND'] }] });
    await event('member_joined_channel', { user: 'U0SECOND' });
    await slack.post('change', { channels: [{ id: channel, archived: true }] });
    await event('channel_archive', { channel });
  });

  it('tell nothing of channels without the app, and nothing private', async () => {
    await slack.post('say', { user, channel: 'general', text: 'quiet' });
    await slack.api('chat.postEphemeral', { channel, user, text: 'psst' });
    await slack.post('home', { user });
    expect(app.envelopes.map(eventOf).map(({ type }) => type)).toEqual(['app_home_opened']);
  });
});

describe('events that it does not ask for, or has no scope for', () => {
  it('are not sent', async () => {
    const scopes = allScopes.filter((scope) => scope !== 'channels:history');
    const quiet = await openLocalSlack({ events: ['message.channels'], scopes });
    const other = await quiet.connect();
    await quiet.post('say', { user, channel, text: 'hello' });
    expect(await quiet.post('home', { user })).toMatchObject({ ok: true, delivered: false });
    await quiet.post('command', { user, channel, command: '/workflow' });
    expect(other.envelopes.map(({ type }) => type)).toEqual(['slash_commands']);
    await quiet.stop();
  });
});

describe('an event that is not acknowledged', () => {
  it('comes again at once, after a minute and after five, and then no more', async () => {
    app.close();
    await until(async () => ((await slack.get('health'))['connections'] === 0 ? true : undefined));
    // Nobody is there: the first two tries are lost.
    await slack.post('say', { user, channel, text: 'hello' });
    app = await slack.connect();
    app.answers(() => undefined);
    await slack.post('clock', { advance_seconds: 60 });
    const second = await until(() => app.envelopes.find(({ retry_attempt }) => retry_attempt === 2));
    expect(second).toMatchObject({ retry_reason: 'timeout', payload: { event: { text: 'hello' } } });
    app.close();
    app = await slack.connect();
    const third = await until(async () => {
      await slack.post('clock', { advance_seconds: 300 });
      return app.envelopes.find(({ retry_attempt }) => retry_attempt === 3);
    });
    expect(third.payload['event_id']).toBe(second.payload['event_id']);
    expect(third.envelope_id).not.toBe(second.envelope_id);
    await slack.post('clock', { advance_seconds: 3_600 });
    await slack.post('home', { user });
    expect(app.envelopes.map(({ retry_attempt }) => retry_attempt)).toEqual([3, 0]);
  });

  it('is forgotten by a reset', async () => {
    app.close();
    await until(async () => ((await slack.get('health'))['connections'] === 0 ? true : undefined));
    await slack.post('say', { user, channel, text: 'hello' });
    await slack.post('reset');
    app = await slack.connect();
    await slack.post('clock', { advance_seconds: 3_600 });
    await slack.post('home', { user });
    expect(app.envelopes.map(eventOf).map(({ type }) => type)).toEqual(['app_home_opened']);
  });
});
