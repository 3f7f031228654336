import { describe, expect, it } from '@jest/globals';
import { allScopes, openLocalSlack, sharedSlack, type Fields } from './local-slack.ts';

const slack = await sharedSlack();

const channel = 'C0RELEASES';
const announce = async (more: Fields = {}) => {
  const answer = await slack.api('files.getUploadURLExternal', { filename: 'run.txt', length: 5, ...more });
  return { id: String(answer['file_id']), url: String(answer['upload_url']), answer };
};
const uploaded = async () => {
  const { id, url } = await announce();
  await fetch(url, { method: 'POST', body: 'hello' });
  return id;
};
const complete = (files: unknown, more: Fields = {}) =>
  slack.api('files.completeUploadExternal', { files, channel_id: channel, ...more });

describe('an upload', () => {
  it('by the SDK brings the bytes, in a thread, with what Slack says of a file', async () => {
    const parent = await slack.web.chat.postMessage({ channel, text: 'parent' });
    await slack.web.filesUploadV2({
      channel_id: channel,
      thread_ts: String(parent.ts),
      initial_comment: 'the picture',
      filename: 'run.png',
      file: Buffer.from([1, 2, 3]),
    });
    const [, message] = await slack.messages('releases');
    expect(message).toMatchObject({
      text: 'the picture',
      thread_ts: parent.ts,
      files: [{ name: 'run.png', mimetype: 'image/png', filetype: 'png', size: 3, mode: 'hosted' }],
    });
    const [file] = message?.['files'] as { url: string }[];
    const got = await fetch(file?.url ?? '');
    expect(got.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await got.arrayBuffer())).toEqual(Buffer.from([1, 2, 3]));
  });

  it('must bring as many bytes as were announced', async () => {
    const { id, url } = await announce();
    expect((await fetch(url, { method: 'POST', body: 'hello, world' })).status).toBe(400);
    expect(await complete([{ id }])).toMatchObject({ ok: false, error: 'file_not_found' });
    expect((await fetch(url, { method: 'POST', body: 'hello' })).status).toBe(200);
    expect(await complete([{ id, title: 'Run' }])).toMatchObject({
      ok: true,
      files: [{ id, title: 'Run', size: 5 }],
    });
  });

  it('is completed once', async () => {
    const id = await uploaded();
    expect(await complete([{ id }])).toMatchObject({ ok: true });
    expect(await complete([{ id }])).toMatchObject({ ok: false, error: 'file_not_found' });
    expect(await slack.messages('releases')).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ['no files', undefined],
    ['an empty list', []],
    ['null', [null]],
    ['text', 'F1'],
  ])('is not completed with %s', async (_what, files) => {
    expect(await complete(files)).toMatchObject({ ok: false, error: 'invalid_arguments' });
  });

  it('names each file once, in a channel and a thread that are there', async () => {
    const id = await uploaded();
    expect(await complete([{ id }, { id }])).toMatchObject({ error: 'invalid_arguments' });
    expect(await complete([{ id: 'F0NOTHING' }])).toMatchObject({ error: 'file_not_found' });
    expect(await complete([{ id }], { thread_ts: '1.1' })).toMatchObject({ error: 'thread_not_found' });
    expect(await complete([{ id }], { channel_id: 'C0NOWHERE' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await complete([{ id }], { channel_id: 'C0GENERAL' })).toMatchObject({ error: 'not_in_channel' });
    await slack.post('change', { channels: [{ id: channel, archived: true }] });
    expect(await complete([{ id }])).toMatchObject({ error: 'is_archived' });
    expect(await complete([{ id }], { channel_id: undefined })).toMatchObject({ ok: true });
  });

  it('is announced with a name and a length', async () => {
    for (const more of [{ length: 0 }, { length: 'many' }, { filename: '' }])
      expect((await announce(more)).answer).toMatchObject({ ok: false, error: 'invalid_arguments' });
  });

  it('of a page is never shown as one', async () => {
    await slack.post('say', {
      user: 'U0APPROVER',
      channel,
      files: [{ name: 'x.html', content: '<script>' }],
    });
    const [message] = await slack.messages('releases');
    const [file] = message?.['files'] as { url: string }[];
    expect((await fetch(file?.url ?? '')).headers.get('content-type')).toBe('application/octet-stream');
    expect((await fetch(`${slack.origin}/files/F0NOTHING/x`)).status).toBe(404);
  });
});

describe('the private address of a file', () => {
  const token = slack.sandbox.env['SLACK_BOT_TOKEN'] ?? '';
  const shared = async (where = channel) => {
    await slack.post('say', {
      user: 'U0APPROVER',
      channel: where,
      files: [{ name: 'x.json', content: '{}' }],
    });
    const [message] = await slack.messages(where);
    const [file] = message?.['files'] as { id: string; url_private: string }[];
    return file ?? { id: '', url_private: '' };
  };
  const get = (url: string, bearer?: string, redirect: RequestRedirect = 'manual') =>
    fetch(url, { redirect, ...(bearer !== undefined && { headers: { authorization: `Bearer ${bearer}` } }) });

  it('gives the bytes to the bot alone; others end at a page to sign in, with 200', async () => {
    const { url_private: url } = await shared();
    expect(await (await get(url, token)).text()).toBe('{}');
    for (const bearer of [undefined, 'xoxb-somebody-else']) {
      const sent = await get(url, bearer);
      expect(sent.status).toBe(302);
      expect(sent.headers.get('x-slack-meta')).toContain('acl_fail');
      const followed = await get(url, bearer, 'follow');
      expect(followed.status).toBe(200);
      expect(followed.headers.get('content-type')).toContain('text/html');
    }
  });

  it('wants the scope files:read, of files.info too', async () => {
    const without = await openLocalSlack({ scopes: allScopes.filter((scope) => scope !== 'files:read') });
    try {
      await without.post('say', { user: 'U0APPROVER', channel, files: [{ name: 'x.json', content: '{}' }] });
      const [message] = await without.messages(channel);
      const [file] = message?.['files'] as { id: string; url_private: string }[];
      expect((await get(file?.url_private ?? '', token)).status).toBe(302);
      expect(await without.api('files.info', { file: file?.id })).toMatchObject({
        ok: false,
        error: 'missing_scope',
        needed: 'files:read',
      });
    } finally {
      await without.stop();
    }
  });

  it('is not the bot’s where it is in no conversation with it', async () => {
    const { id, url_private: url } = await shared();
    expect(await slack.api('files.info', { file: id })).toMatchObject({
      file: { id, name: 'x.json', url_private: url, size: 2 },
    });
    expect(await slack.api('files.info', { file: 'F0NOTHING' })).toMatchObject({ error: 'file_not_found' });
    await slack.post('change', { delete_message: { channel, ts: (await slack.messages(channel))[0]?.ts } });
    expect(await slack.api('files.info', { file: id })).toMatchObject({ error: 'file_not_found' });
    expect((await get(url, token)).status).toBe(302);
  });
});

describe('multipart arguments', () => {
  it('are read like any form', async () => {
    const body = new FormData();
    body.set('channel', channel);
    body.set('text', 'hello "world"\r\n--x');
    body.set('blocks', JSON.stringify([{ type: 'divider' }]));
    const headers = { authorization: `Bearer ${slack.sandbox.env['SLACK_BOT_TOKEN'] ?? ''}` };
    const { body: answer } = await slack.raw('/api/chat.postMessage', { method: 'POST', headers, body });
    expect(answer).toMatchObject({ ok: true });
    expect(await slack.messages('releases')).toMatchObject([
      { text: 'hello "world"\r\n--x', blocks: [{ type: 'divider' }] },
    ]);
  });

  it.each(['multipart/form-data', 'multipart/form-data; boundary=x'])(
    'that cannot be read (%s) are invalid_form_data',
    async (type) => {
      const init = { method: 'POST', headers: { 'content-type': type }, body: 'nonsense' };
      expect((await slack.raw('/api/api.test', init)).body).toMatchObject({ error: 'invalid_form_data' });
    },
  );
});
