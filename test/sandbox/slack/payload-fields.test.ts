import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  actions,
  button,
  input,
  modal,
  openLocalSlack,
  option,
  type Fields,
  type LocalSlack,
} from './local-slack.ts';
import type { TestApp } from './test-app.ts';

/**
 * Names of the fields that Slack's own payloads carry, as https://docs.slack.dev/reference/interaction-payloads and the
 * Events API name them. Whatever the sandbox sends must be among them, and what every listener reads must be there.
 */
const interaction = ['type', 'user', 'api_app_id', 'token', 'team', 'enterprise', 'is_enterprise_install'];
const known: Readonly<Record<string, readonly string[]>> = {
  slash_commands: [
    ...['token', 'team_id', 'team_domain', 'enterprise_id', 'enterprise_name', 'channel_id', 'channel_name'],
    ...[
      'user_id',
      'user_name',
      'command',
      'text',
      'api_app_id',
      'is_enterprise_install',
      'response_url',
      'trigger_id',
    ],
  ],
  block_actions: [
    ...interaction,
    ...['container', 'trigger_id', 'channel', 'message', 'view', 'state', 'response_url', 'actions', 'hash'],
  ],
  block_suggestion: [
    ...interaction,
    ...['container', 'channel', 'message', 'view', 'action_id', 'block_id', 'value'],
  ],
  view_submission: [...interaction, 'trigger_id', 'view', 'response_urls', 'hash'],
  view_closed: [...interaction, 'view', 'is_cleared', 'hash'],
  shortcut: [...interaction, 'callback_id', 'trigger_id', 'action_ts'],
  message_action: [
    ...interaction,
    ...['callback_id', 'trigger_id', 'action_ts', 'message_ts', 'response_url', 'message', 'channel'],
  ],
  event_callback: [
    ...[
      'token',
      'team_id',
      'context_team_id',
      'context_enterprise_id',
      'api_app_id',
      'event',
      'type',
      'event_id',
    ],
    ...['event_time', 'authorizations', 'authed_users', 'is_ext_shared_channel', 'event_context'],
  ],
  container: [
    ...['type', 'view_id', 'message_ts', 'channel_id', 'is_ephemeral', 'thread_ts', 'attachment_id'],
    ...['is_app_unfurl', 'app_unfurl_url', 'text'],
  ],
  view: [
    ...['id', 'team_id', 'type', 'title', 'submit', 'close', 'blocks', 'private_metadata', 'callback_id'],
    ...[
      'external_id',
      'state',
      'hash',
      'clear_on_close',
      'notify_on_close',
      'submit_disabled',
      'root_view_id',
    ],
    ...['previous_view_id', 'app_id', 'app_installed_team_id', 'bot_id'],
  ],
  message: [
    ...['type', 'subtype', 'ts', 'user', 'text', 'team', 'bot_id', 'app_id', 'bot_profile', 'blocks'],
    ...['attachments', 'files', 'upload', 'metadata', 'thread_ts', 'parent_user_id', 'reply_count', 'hidden'],
    ...['reply_users_count', 'latest_reply', 'reply_users', 'is_locked', 'subscribed', 'reactions', 'edited'],
  ],
  user: ['id', 'username', 'name', 'team_id'],
  team: ['id', 'domain', 'enterprise_id', 'enterprise_name'],
  channel: ['id', 'name'],
};

let slack: LocalSlack;
let app: TestApp;
beforeAll(async () => {
  slack = await openLocalSlack({
    events: ['message.channels', 'app_home_opened'],
    shortcuts: [
      { callback_id: 'start', type: 'global' },
      { callback_id: 'explain', type: 'message' },
    ],
  });
  app = await slack.connect();
  app.answers(({ payload }) => (payload['type'] === 'block_suggestion' ? { options: [option('x')] } : {}));
  await everything();
});
afterAll(async () => {
  await slack.stop();
});

const user = 'U0APPROVER';
const channel = 'C0RELEASES';

/** Everything that makes Slack send something. */
async function everything(): Promise<void> {
  const search = { type: 'external_select', action_id: 'find' };
  await slack.post('command', { user, channel, command: '/workflow' });
  const view = modal([input('a', { type: 'plain_text_input' }), actions(button('go'), search)], {
    notify_on_close: true,
  });
  const opened = await slack.api('views.open', { trigger_id: app.last()['trigger_id'], view });
  const inView = { user, view_id: (opened['view'] as { id: string }).id };
  await slack.post('click', { ...inView, action_id: 'go' });
  const pushed = await slack.api('views.push', { trigger_id: app.last()['trigger_id'], view });
  await slack.post('close', { user, view_id: (pushed['view'] as { id: string }).id });
  await slack.post('options', { ...inView, action_id: 'find', value: 'x' });
  await slack.post('submit', { ...inView, values: { a: { it: 'x' } } });
  const blocks = [actions(button('go'), search)];
  const { ts } = await slack.api('chat.postMessage', { channel, text: 'x', attachments: [{ blocks }] });
  const inMessage = { user, channel, ts };
  await slack.post('click', { ...inMessage, action_id: 'go' });
  await slack.post('options', { ...inMessage, action_id: 'find', value: 'x' });
  await slack.post('shortcut', { user, callback_id: 'start' });
  await slack.post('shortcut', { ...inMessage, callback_id: 'explain' });
  await slack.post('say', {
    user,
    channel,
    text: 'x',
    thread_ts: ts,
    files: [{ name: 'a.txt', content: 'x' }],
  });
  await slack.post('home', { user });
}

const unknownIn = (name: string, value: unknown) =>
  Object.keys(value as Fields).filter((field) => !known[name]?.includes(field));

describe('the fields of what Slack sends', () => {
  it('came from every kind of envelope', () => {
    const kinds = new Set(app.envelopes.map(({ type, payload }) => payload['type'] ?? type));
    expect([...kinds].sort()).toEqual(
      Object.keys(known)
        .filter((name) => !['container', 'view', 'message', 'user', 'team', 'channel'].includes(name))
        .sort(),
    );
  });

  it('are all fields that Slack knows, outside and inside', () => {
    for (const { type, payload } of app.envelopes) {
      const kind = typeof payload['type'] === 'string' ? payload['type'] : type;
      expect([kind, unknownIn(kind, payload)]).toEqual([kind, []]);
      for (const inner of ['container', 'view', 'message', 'user', 'team', 'channel']) {
        if (typeof payload[inner] === 'object')
          expect([kind, inner, unknownIn(inner, payload[inner])]).toEqual([kind, inner, []]);
      }
    }
  });

  it.each<[string, readonly string[]]>([
    ['slash_commands', known['slash_commands']?.filter((name) => !name.startsWith('enterprise')) ?? []],
    ['block_actions', [...interaction, 'container', 'trigger_id', 'actions']],
    ['block_suggestion', [...interaction, 'container', 'action_id', 'block_id', 'value']],
    ['view_submission', [...interaction, 'trigger_id', 'view', 'response_urls']],
    ['view_closed', [...interaction, 'view', 'is_cleared']],
    ['shortcut', known['shortcut'] ?? []],
    ['message_action', known['message_action'] ?? []],
    [
      'event_callback',
      ['token', 'team_id', 'api_app_id', 'event', 'type', 'event_id', 'event_time', 'authorizations'],
    ],
  ])('of %s have what every listener reads', (kind, fields) => {
    const sent = app.envelopes.filter(({ type, payload }) => (payload['type'] ?? type) === kind);
    expect(sent.length).toBeGreaterThan(0);
    for (const { payload } of sent) expect(Object.keys(payload)).toEqual(expect.arrayContaining([...fields]));
  });
});
