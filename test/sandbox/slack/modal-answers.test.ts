import { describe, expect, it } from '@jest/globals';
import { input, modal, section, sharedSlackWithApp, type Fields } from './local-slack.ts';
import { modalUser } from './modal-user.ts';

const shared = await sharedSlackWithApp();
const { slack, app } = shared;
const { trigger, open, submit, top } = modalUser(shared);

const text = { type: 'plain_text_input' };

describe('an acknowledgement that Slack does not take', () => {
  it.each<[string, Fields]>([
    ['an unknown action', { response_action: 'explode' }],
    ['errors of no block', { response_action: 'errors', errors: { nothing: 'x' } }],
    ['errors that are none', { response_action: 'errors' }],
    ['a view that is none', { response_action: 'update', view: { type: 'modal' } }],
  ])('(%s) leaves the modal there, and tells the person', async (_what, payload) => {
    const id = await open([input('a', text)]);
    app.answers(() => payload);
    expect(await submit(id, { a: { it: 'x' } })).toMatchObject({ ok: false, error: 'dispatch_failed' });
    expect((await top())?.id).toBe(id);
  });

  it('of a submit shows the app’s own errors at their fields', async () => {
    const id = await open([input('a', text)]);
    app.answers(() => ({ response_action: 'errors', errors: { a: 'Not that.' } }));
    expect(await submit(id, { a: { it: 'x' } })).toEqual({ ok: false, errors: { a: 'Not that.' } });
  });
});

describe('views by the API', () => {
  it('need a fresh trigger, once', async () => {
    const view = modal([section('x')]);
    const id = await trigger();
    expect(await slack.api('views.open', { trigger_id: id, view })).toMatchObject({ ok: true });
    expect(await slack.api('views.open', { trigger_id: id, view })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    expect(await slack.api('views.open', { trigger_id: 'x', view })).toMatchObject({
      error: 'invalid_trigger_id',
    });
    const late = await trigger();
    await slack.post('clock', { advance_seconds: 4 });
    expect(await slack.api('views.open', { trigger_id: late, view })).toMatchObject({
      error: 'expired_trigger_id',
    });
    const old = await trigger();
    await slack.post('reset');
    expect(await slack.api('views.open', { trigger_id: old, view })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });

  it('refuse a hash that is not the newest, and an external_id that is taken', async () => {
    const id = await open([section('x')], { external_id: 'mine' });
    const view = modal([section('y')]);
    expect(await slack.api('views.update', { view_id: id, hash: 'old', view })).toMatchObject({
      error: 'hash_conflict',
    });
    const again = { trigger_id: await trigger(), view: modal([], { external_id: 'mine' }) };
    expect(await slack.api('views.push', again)).toMatchObject({ error: 'duplicate_external_id' });
    expect(await slack.api('views.update', { external_id: 'mine', view })).toMatchObject({ ok: true });
    expect(await slack.api('views.update', { view_id: 'V0NOTHING', view })).toMatchObject({
      error: 'not_found',
    });
  });
});
