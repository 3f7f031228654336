import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  input,
  modal,
  openLocalSlack,
  section,
  type Answer,
  type Fields,
  type LocalSlack,
} from './local-slack.ts';
import type { TestApp } from './test-app.ts';

let slack: LocalSlack;
let app: TestApp;
beforeAll(async () => {
  slack = await openLocalSlack();
  app = await slack.connect();
});
beforeEach(async () => {
  await slack.post('reset');
  app.envelopes.length = 0;
  app.answers(() => ({}));
});
afterAll(async () => {
  await slack.stop();
});

const user = 'U0APPROVER';
const text = { type: 'plain_text_input' };

/** A fresh trigger, from a command. */
async function trigger(): Promise<unknown> {
  await slack.post('command', { user, channel: 'workflows', command: '/workflow' });
  return app.last()['trigger_id'];
}
async function open(blocks: readonly Fields[], more: Fields = {}): Promise<string> {
  const answer = await slack.api('views.open', { trigger_id: await trigger(), view: modal(blocks, more) });
  return idOf(answer);
}
const idOf = (answer: Answer) => (answer['view'] as { id: string }).id;
const submit = (viewId: string, values: Fields = {}) =>
  slack.post('submit', { user, view_id: viewId, values });
const top = async () =>
  (
    await slack.get<{ modal: (Fields & { id: string; blocks: readonly Fields[] }) | null }>(
      `views?user=${user}`,
    )
  ).modal;

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
