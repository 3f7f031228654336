import { describe, expect, it } from '@jest/globals';
import { openLocalSlack, section, sharedSlackWithApp, type Fields } from './local-slack.ts';

const { slack, app } = await sharedSlackWithApp({
  shouldEscape: true,
  shortcuts: [
    { callback_id: 'start', type: 'global' },
    { callback_id: 'explain', type: 'message' },
  ],
});

const user = 'U0APPROVER';
const channel = 'C0WORKFLOWS';
const command = (more: Fields = {}) =>
  slack.post('command', { user, channel, command: '/workflow', text: '', ...more });

describe('a slash command', () => {
  it('reaches the app, and its answer the person', async () => {
    app.answers(() => ({ text: 'hi' }));
    expect(await command({ text: 'list' })).toMatchObject({ ok: true, response: { text: 'hi' } });
    expect(app.last()).toMatchObject({ command: '/workflow', text: 'list', channel_name: 'workflows' });
    expect((await slack.messages('workflows', user)).at(-1)).toMatchObject({ text: 'hi', ephemeral: user });
    app.answers(() => ({ response_type: 'in_channel', blocks: [section('all')] }));
    await command();
    expect((await slack.messages('workflows')).at(-1)).toMatchObject({ blocks: [{ type: 'section' }] });
  });

  it('carries nothing where the acknowledgement is bare', async () => {
    expect(await command()).toMatchObject({ ok: true, response: null });
    app.answers(() => ({ text: null, blocks: null }));
    expect(await command()).toMatchObject({ ok: true, response: null });
    expect(await slack.messages('workflows', user)).toEqual([]);
  });

  it('has its names and signs escaped where the manifest asks for that', async () => {
    await command({ text: 'to @approver in #releases and @security: 1 < 2 & me@example.com @nobody #none' });
    expect(app.last()['text']).toBe(
      'to <@U0APPROVER|approver> in <#C0RELEASES|releases> and <@U0SECURITY|security>: 1 &lt; 2 &amp; me@example.com @nobody #none',
    );
    await command({ text: '@release-managers @signalbox' });
    expect(app.last()['text']).toBe('<!subteam^S0RELEASE|@release-managers> <@U0SIGNALBOX|signalbox>');
  });

  it('goes as it was typed where the manifest does not', async () => {
    const raw = await openLocalSlack();
    const deaf = await raw.connect();
    await raw.post('command', { user, channel, command: '/workflow', text: '@approver <b>' });
    expect(deaf.last()['text']).toBe('@approver <b>');
    await raw.stop();
  });

  it.each<[string, Fields, string]>([
    ['that the app does not have', { command: '/deploy' }, 'unknown_command'],
    ['in a thread', { thread_ts: '1.1' }, 'command_in_thread'],
    ['of somebody who left', { user: 'U0DEACTIVATED' }, 'account_inactive'],
    ['of a bot', { user: 'U0BOTUSER' }, 'not_a_person'],
    ['of nobody', { user: 'U0NOBODY' }, 'user_not_found'],
    ['nowhere', { channel: 'nowhere' }, 'channel_not_found'],
  ])('%s is refused', async (_what, more, error) => {
    expect(await command(more)).toMatchObject({ ok: false, error, message: expect.any(String) });
    expect(app.envelopes).toHaveLength(0);
  });

  it('of somebody who is deactivated meanwhile is refused too', async () => {
    await slack.post('change', { people: [{ id: user, deactivated: true }] });
    expect(await command()).toMatchObject({ ok: false, error: 'account_inactive' });
  });

  it.each<[string, Fields]>([
    ['blocks that are none', { blocks: [{ type: 'nonsense' }] }],
    ['nothing to read', { text: '' }],
    ['text that is none', { text: 7 }],
  ])('answered with %s is a failed dispatch', async (_what, payload) => {
    app.answers(() => payload);
    expect(await command()).toMatchObject({ ok: false, error: 'dispatch_failed' });
    expect(await slack.messages('workflows', user)).toEqual([]);
  });

  it('times out where nobody is there, or nobody answers', async () => {
    app.answers(() => undefined);
    expect(await command()).toEqual({ ok: false, error: 'operation_timed_out' });
  });
});

describe('a shortcut', () => {
  const run = (more: Fields) => slack.post('shortcut', { user, ...more });

  it('of the whole workspace has a trigger and no channel', async () => {
    expect(await run({ callback_id: 'start' })).toMatchObject({ ok: true });
    expect(app.last()).toMatchObject({
      type: 'shortcut',
      callback_id: 'start',
      trigger_id: expect.any(String),
    });
    expect(app.last()).not.toHaveProperty('channel');
  });

  it('of a message carries the message, its channel and a response_url', async () => {
    const { ts } = await slack.post('say', { user, channel, text: 'what is this?' });
    expect(await run({ callback_id: 'explain', channel, ts })).toMatchObject({ ok: true });
    expect(app.last()).toMatchObject({
      type: 'message_action',
      callback_id: 'explain',
      channel: { id: channel, name: 'workflows' },
      message_ts: ts,
      message: { ts, text: 'what is this?', user },
    });
    const answered = await fetch(String(app.last()['response_url']), {
      method: 'POST',
      body: JSON.stringify({ text: 'this' }),
    });
    expect(answered.status).toBe(200);
  });

  it.each<[string, Fields, string]>([
    ['an unknown one', { callback_id: 'nothing' }, 'unknown_shortcut'],
    ['one of a message without a message', { callback_id: 'explain' }, 'unknown_shortcut'],
    ['a global one on a message', { callback_id: 'start', channel, ts: '1.1' }, 'unknown_shortcut'],
    [
      'one of a message that is not there',
      { callback_id: 'explain', channel, ts: '1.1' },
      'message_not_found',
    ],
    ['one of somebody who left', { callback_id: 'start', user: 'U0DEACTIVATED' }, 'account_inactive'],
  ])('refuses %s', async (_what, more, error) => {
    expect(await run(more)).toMatchObject({ ok: false, error });
    expect(app.envelopes).toHaveLength(0);
  });
});

describe('somebody who says something', () => {
  const say = (more: Fields) => slack.post('say', { user, channel, ...more });

  it('has the signs escaped, and mentions kept', async () => {
    await say({ text: '1 < 2 & <@U0SECOND>' });
    expect((await slack.messages('workflows')).at(-1)?.text).toBe('1 &lt; 2 &amp; <@U0SECOND>');
  });

  it('may share a file without a word', async () => {
    expect(await say({ files: [{ name: 'log.txt', content: 'hello' }] })).toMatchObject({ ok: true });
    const [message] = await slack.messages('workflows');
    expect(message).toMatchObject({
      text: '',
      files: [{ name: 'log.txt', mimetype: 'text/plain', filetype: 'txt', size: 5, user }],
    });
    const [file] = message?.['files'] as { url: string }[];
    expect(await (await fetch(file?.url ?? '')).text()).toBe('hello');
  });

  it('may write to the app alone', async () => {
    expect(await say({ channel: 'U0SIGNALBOX', text: 'psst' })).toMatchObject({ ok: true });
    expect(await say({ channel: 'D0APPROVER', text: 'again' })).toMatchObject({ ok: true });
    expect(await slack.messages('D0APPROVER')).toMatchObject([{ text: 'psst' }, { text: 'again' }]);
    expect(await say({ user: 'U0SECOND', channel: 'D0APPROVER', text: 'x' })).toMatchObject({
      error: 'not_in_channel',
    });
  });

  it('is neither a bot, nor gone, nor in an archived channel', async () => {
    expect(await say({ user: 'U0BOTUSER', text: 'x' })).toMatchObject({ error: 'not_a_person' });
    await slack.post('change', { people: [{ id: 'U0SECOND', deactivated: true }] });
    expect(await say({ user: 'U0SECOND', text: 'x' })).toMatchObject({ error: 'account_inactive' });
    await slack.post('change', { channels: [{ id: channel, archived: true }] });
    expect(await say({ text: 'x' })).toMatchObject({ ok: false, error: 'is_archived' });
    expect(await command()).toMatchObject({ ok: false, error: 'is_archived' });
  });
});
