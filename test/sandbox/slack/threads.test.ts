import { describe, expect, it } from '@jest/globals';
import { sharedSlack } from './local-slack.ts';

const slack = await sharedSlack();

const channel = 'C0RELEASES';
const post = async (text: string, more: Record<string, unknown> = {}) =>
  String((await slack.api('chat.postMessage', { channel, text, ...more }))['ts']);
const replies = (ts: string, more: Record<string, unknown> = {}) =>
  slack.api('conversations.replies', { channel, ts, ...more });
const texts = (answer: Readonly<Record<string, unknown>>) =>
  (answer['messages'] as { text: string }[]).map(({ text }) => text);

describe('conversations.replies', () => {
  it('gives the parent first, then the replies from the oldest, page by page', async () => {
    const ts = await post('parent');
    for (const text of ['one', 'two', 'three']) await post(text, { thread_ts: ts });
    const first = await replies(ts, { limit: 2 });
    expect(texts(first)).toEqual(['parent', 'one']);
    expect(first).toMatchObject({ has_more: true, messages: [{ reply_count: 3, reply_users_count: 1 }, {}] });
    const { next_cursor: cursor } = first['response_metadata'] as { next_cursor: string };
    expect(texts(await replies(ts, { limit: 2, cursor }))).toEqual(['two', 'three']);
  });

  it('keeps the parent although only newer replies are asked for', async () => {
    const ts = await post('parent');
    const one = await post('one', { thread_ts: ts });
    await post('two', { thread_ts: ts });
    expect(texts(await replies(ts, { oldest: one }))).toEqual(['parent', 'two']);
  });

  it('knows no thread where nothing was said', async () => {
    expect(await replies('1.000001')).toMatchObject({ ok: false, error: 'thread_not_found' });
  });
});

describe('a reply', () => {
  it('to a reply belongs to the thread of its parent', async () => {
    const ts = await post('parent');
    const reply = await post('one', { thread_ts: ts });
    await post('two', { thread_ts: reply });
    const said = await slack.post('say', { user: 'U0APPROVER', channel, text: 'three', thread_ts: reply });
    expect(said.ok).toBe(true);
    expect(texts(await replies(ts))).toEqual(['parent', 'one', 'two', 'three']);
    expect(texts(await slack.api('conversations.history', { channel }))).toEqual(['parent']);
  });

  it('is seen in the channel too where it is broadcast', async () => {
    const ts = await post('parent');
    await post('quiet', { thread_ts: ts });
    await post('loud', { thread_ts: ts, reply_broadcast: true });
    const history = await slack.api('conversations.history', { channel });
    expect(texts(history)).toEqual(['loud', 'parent']);
    expect(history).toMatchObject({ messages: [{ subtype: 'thread_broadcast', thread_ts: ts }, {}] });
  });

  it('cannot be made to a private word, nor to nothing, by nobody', async () => {
    const told = await slack.api('chat.postEphemeral', { channel, user: 'U0APPROVER', text: 'psst' });
    for (const ts of [String(told['message_ts']), '1.000001']) {
      const error = 'thread_not_found';
      expect(await slack.api('chat.postMessage', { channel, text: 'x', thread_ts: ts })).toMatchObject({
        error,
      });
      const said = { user: 'U0APPROVER', channel, text: 'x', thread_ts: ts };
      expect(await slack.post('say', said)).toMatchObject({ ok: false, error });
    }
  });

  it('keeps the thread of a parent that was deleted, under a tombstone', async () => {
    const ts = await post('parent');
    await post('one', { thread_ts: ts });
    expect(await slack.api('chat.delete', { channel, ts })).toMatchObject({ ok: true });
    expect(await replies(ts)).toMatchObject({
      messages: [
        { subtype: 'tombstone', text: 'This message was deleted.', user: 'USLACKBOT', reply_count: 1 },
        { text: 'one', parent_user_id: 'USLACKBOT' },
      ],
    });
    expect(await slack.api('chat.update', { channel, ts, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
  });
});

describe('chat.getPermalink', () => {
  it('opens the page, and names the thread of a reply', async () => {
    const ts = await post('parent');
    const reply = await post('one', { thread_ts: ts });
    const { permalink } = await slack.api('chat.getPermalink', { channel, message_ts: reply });
    expect(permalink).toBe(
      `${slack.origin}/archives/${channel}/p${reply.replace('.', '')}?thread_ts=${ts}&cid=${channel}`,
    );
    const page = await fetch(String(permalink));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('/page/app.js');
  });

  it('gives none of a private word', async () => {
    const told = await slack.api('chat.postEphemeral', { channel, user: 'U0APPROVER', text: 'psst' });
    const link = await slack.api('chat.getPermalink', { channel, message_ts: told['message_ts'] });
    expect(link).toMatchObject({ ok: false, error: 'message_not_found' });
  });
});
