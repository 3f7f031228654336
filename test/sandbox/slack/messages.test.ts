import { describe, expect, it } from '@jest/globals';
import { actions, button, section, sharedSlack } from './local-slack.ts';

const slack = await sharedSlack();

const channel = 'C0RELEASES';
const metadata = { event_type: 'card', event_payload: { id: '1' } };
const posted = async (more: Record<string, unknown> = {}) => {
  const { ts } = await slack.api('chat.postMessage', { channel, text: 'hello', ...more });
  return String(ts);
};
const update = (ts: string, more: Record<string, unknown>) =>
  slack.api('chat.update', { channel, ts, ...more });
const newest = async () => (await slack.messages('releases')).at(-1);

describe('chat.update', () => {
  it('takes the blocks away and marks the message as edited where only text is given', async () => {
    const ts = await posted({ blocks: [section('one')] });
    await update(ts, { text: 'two' });
    expect(await newest()).toMatchObject({ text: 'two', blocks: [], edited: true });
  });

  it('keeps the text where only blocks are given, and no mark of an edit appears or goes', async () => {
    const ts = await posted();
    await update(ts, { blocks: [section('one')] });
    expect(await newest()).toMatchObject({ text: 'hello', edited: false, blocks: [{ type: 'section' }] });
    await update(ts, { text: 'two' });
    await update(ts, { blocks: [section('three')] });
    expect(await newest()).toMatchObject({ text: 'two', edited: true, blocks: [{ type: 'section' }] });
  });

  it('keeps metadata that is not mentioned, replaces what is, and clears it with an empty object', async () => {
    const ts = await posted({ metadata });
    await update(ts, { text: 'two' });
    expect(await newest()).toMatchObject({ metadata });
    expect(await update(ts, { metadata: { ...metadata, event_payload: { id: '2' } } })).toMatchObject({
      ok: true,
    });
    expect(await newest()).toMatchObject({ text: 'two', metadata: { event_payload: { id: '2' } } });
    await update(ts, { metadata: {} });
    expect(await newest()).not.toHaveProperty('metadata');
  });

  it('keeps attachments that are not mentioned, and takes them away with an empty list', async () => {
    const ts = await posted({ attachments: [{ text: 'more' }] });
    await update(ts, { text: 'two' });
    expect(await newest()).toMatchObject({ attachments: [{ text: 'more', id: 1 }] });
    await update(ts, { attachments: [] });
    expect(await newest()).toMatchObject({ text: 'two', attachments: [] });
  });

  it.each([
    ['nothing to say', {}, 'no_text'],
    ['nothing left', { text: '', blocks: [] }, 'no_text'],
    ['more than 4,000 characters', { text: 'x'.repeat(4_001) }, 'msg_too_long'],
    ['metadata without a payload', { metadata: { event_type: 'x' } }, 'invalid_metadata_format'],
  ])('refuses %s', async (_what, args, error) => {
    const ts = await posted();
    expect(await update(ts, args)).toMatchObject({ ok: false, error });
    expect(await newest()).toMatchObject({ text: 'hello' });
  });

  it('refuses messages of others, ephemeral ones, and those of an archived channel', async () => {
    const said = await slack.post('say', { user: 'U0APPROVER', channel, text: 'mine' });
    expect(await update(String(said['ts']), { text: 'x' })).toMatchObject({ error: 'cant_update_message' });
    const told = await slack.api('chat.postEphemeral', { channel, user: 'U0APPROVER', text: 'psst' });
    expect(await update(String(told['message_ts']), { text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
    const ts = await posted();
    await slack.post('change', { channels: [{ id: channel, archived: true }] });
    expect(await update(ts, { text: 'x' })).toMatchObject({ error: 'is_inactive' });
  });
});

describe('chat.postMessage', () => {
  it('takes null for what is left out', async () => {
    await posted({ blocks: null, metadata: null, thread_ts: null });
    expect(await newest()).toMatchObject({ text: 'hello', blocks: [] });
  });

  it('cuts text at 40,000 characters, as Slack does', async () => {
    await posted({ text: 'x'.repeat(40_010) });
    expect((await newest())?.text).toHaveLength(40_000);
  });

  it('counts its limit by channel, however the channel is spelled', async () => {
    const spelled = [channel, 'releases', '#releases'];
    // More than 60 may get through where this takes its time: one more a second.
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, count) =>
        slack.api('chat.postMessage', { channel: spelled[count % 3], text: String(count) }),
      ),
    );
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused).not.toHaveLength(0);
    expect(refused.every(({ error }) => error === 'ratelimited')).toBe(true);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(60);
    expect(await slack.api('chat.postMessage', { channel: 'C0INCIDENTS', text: 'x' })).toMatchObject({
      ok: true,
    });
  });

  it('fills in the ids that blocks and elements lack, in attachments too', async () => {
    const bare = {
      type: 'actions',
      elements: [{ type: 'button', text: { type: 'plain_text', text: 'Go' } }],
    };
    await posted({ blocks: [bare], attachments: [{ color: '#d00', blocks: [bare] }] });
    const ids = { block_id: expect.any(String), elements: [{ action_id: expect.any(String) }] };
    expect(await newest()).toMatchObject({ blocks: [ids], attachments: [{ id: 1, blocks: [ids] }] });
  });

  it('goes to no archived channel, and to none that the bot is not in', async () => {
    expect(await slack.api('chat.postMessage', { channel: 'C0GENERAL', text: 'x' })).toMatchObject({
      error: 'not_in_channel',
    });
    await slack.post('change', { channels: [{ id: channel, archived: true }] });
    expect(await slack.api('chat.postMessage', { channel, text: 'x' })).toMatchObject({
      error: 'is_archived',
    });
  });

  it('does not see a private channel without the bot', async () => {
    await slack.post('change', { channels: [{ id: 'C0GENERAL', kind: 'private' }] });
    expect(await slack.api('chat.postMessage', { channel: 'general', text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    });
  });
});

describe('response_url', () => {
  const pressAndAnswer = async (body: Record<string, unknown>) => {
    const app = await slack.connect();
    const ts = await posted({ blocks: [actions(button('go'))] });
    await slack.post('click', { user: 'U0APPROVER', channel, ts, action_id: 'go' });
    const url = String(app.last()['response_url']);
    const say = (words: Record<string, unknown>) =>
      fetch(url, { method: 'POST', body: JSON.stringify(words) });
    const first = await say(body);
    app.close();
    return { first, say, url, ts };
  };

  it('says something to the one who pressed, five times', async () => {
    const { first, say } = await pressAndAnswer({ text: 'thanks' });
    expect(first.status).toBe(200);
    expect((await slack.messages('releases', 'U0APPROVER')).at(-1)).toMatchObject({
      text: 'thanks',
      ephemeral: 'U0APPROVER',
    });
    for (let use = 2; use <= 5; use += 1) expect((await say({ text: 'again' })).status).toBe(200);
    expect(await (await say({ text: 'once more' })).json()).toMatchObject({ error: 'used_url' });
  });

  it('replaces the message whose button was pressed', async () => {
    await pressAndAnswer({ replace_original: true, text: 'done' });
    expect(await slack.messages('releases')).toMatchObject([{ text: 'done', blocks: [] }]);
  });

  it('refuses blocks that Slack would refuse, and words that nobody can read', async () => {
    const { first, say } = await pressAndAnswer({ blocks: [{ type: 'nonsense' }] });
    expect(await first.json()).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect((await say({})).status).toBe(400);
  });

  it('dies with a reset, and after half an hour', async () => {
    const { say } = await pressAndAnswer({ text: 'thanks' });
    await slack.post('clock', { advance_seconds: 1_801 });
    expect((await say({ text: 'late' })).status).toBe(404);
    const other = await pressAndAnswer({ text: 'thanks' });
    await slack.post('reset');
    expect(await (await other.say({ text: 'late' })).json()).toMatchObject({ error: 'expired_url' });
    expect(await slack.messages('releases', 'U0APPROVER')).toEqual([]);
  });
});
