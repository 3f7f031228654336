import { describe, expect, it } from '@jest/globals';
import {
  actions,
  button,
  input,
  modal,
  option,
  plain,
  section,
  sharedSlackWithApp,
  type Fields,
} from './local-slack.ts';
import { idOf, modalUser, user } from './modal-user.ts';

const shared = await sharedSlackWithApp();
const { slack, app } = shared;
const { trigger, open, submit, top } = modalUser(shared);

const text = { type: 'plain_text_input' };

const push = async (blocks: readonly Fields[] = [section('more')]) =>
  slack.api('views.push', { trigger_id: await trigger(), view: modal(blocks) });
const sentValues = () =>
  (app.last()['view'] as { state: { values: Readonly<Record<string, Fields>> } }).state.values;

describe('a modal', () => {
  it('gets ids where the app left them out, and asks for inputs without an action_id too', async () => {
    const id = await open([
      { type: 'input', label: plain('Why?'), element: text },
      actions(button('go'), { type: 'users_select' }),
    ]);
    const [asked, acts] = (await top())?.blocks ?? [];
    expect(asked).toMatchObject({ block_id: expect.any(String), element: { action_id: expect.any(String) } });
    expect(acts).toMatchObject({ elements: [{ action_id: 'go' }, { action_id: expect.any(String) }] });
    const block = String(asked?.['block_id']);
    expect(await submit(id)).toEqual({
      ok: false,
      errors: { [block]: 'Please complete this required field.' },
    });
    const action = String((asked?.['element'] as Fields)['action_id']);
    expect(await submit(id, { [block]: { [action]: 'x' } })).toEqual({ ok: true });
    expect(sentValues()).toMatchObject({ [block]: { [action]: { type: 'plain_text_input', value: 'x' } } });
  });

  it('sends all inputs when it is submitted: typed, from the start, and empty', async () => {
    const id = await open([
      input('a', text),
      input('b', { ...text, initial_value: 'given' }),
      input('c', text, { optional: true }),
      input('d', { type: 'multi_users_select' }, { optional: true }),
    ]);
    expect(await submit(id, { a: { it: 'typed' } })).toEqual({ ok: true });
    expect(sentValues()).toEqual({
      a: { it: { type: 'plain_text_input', value: 'typed' } },
      b: { it: { type: 'plain_text_input', value: 'given' } },
      c: { it: { type: 'plain_text_input', value: null } },
      d: { it: { type: 'multi_users_select', selected_users: [] } },
    });
    expect(app.last()).toMatchObject({
      type: 'view_submission',
      trigger_id: expect.any(String),
      response_urls: [],
    });
    expect(await top()).toBeNull();
  });

  it('keeps what was typed when a button is pressed, and through views.update', async () => {
    const blocks = [input('a', text), input('b', text), actions(button('go'))];
    const id = await open(blocks);
    await slack.post('click', {
      user,
      view_id: id,
      action_id: 'go',
      values: { a: { it: 'one' }, b: { it: 'two' } },
    });
    expect(app.last()).toMatchObject({ type: 'block_actions', container: { type: 'view', view_id: id } });
    expect(sentValues()).toMatchObject({ a: { it: { value: 'one' } }, b: { it: { value: 'two' } } });
    const changed = [input('a', text), input('b', { type: 'number_input', is_decimal_allowed: false })];
    await slack.api('views.update', { view_id: id, view: modal(changed) });
    expect(await submit(id, { b: { it: '3' } })).toEqual({ ok: true });
    expect(sentValues()).toMatchObject({ a: { it: { value: 'one' } }, b: { it: { value: '3' } } });
  });

  it('keeps text that does not fit yet, and looks at it when it is submitted', async () => {
    const id = await open([input('a', { ...text, min_length: 3 }), actions(button('go'))]);
    const click = { user, view_id: id, action_id: 'go', values: { a: { it: 'ab' } } };
    expect(await slack.post('click', click)).toMatchObject({ ok: true });
    expect(sentValues()).toMatchObject({ a: { it: { value: 'ab' } } });
    expect(await submit(id)).toEqual({ ok: false, errors: { a: 'Must be at least 3 characters long.' } });
    expect(await submit(id, { a: { it: 'abc' } })).toEqual({ ok: true });
  });

  it('carries the value of an input that tells at once', async () => {
    const blocks = [input('a', { type: 'static_select', options: [option('x')] }, { dispatch_action: true })];
    const id = await open(blocks);
    await slack.post('click', { user, view_id: id, action_id: 'it', value: 'x' });
    expect(sentValues()).toMatchObject({ a: { it: { selected_option: option('x') } } });
    expect(await submit(id)).toEqual({ ok: true });
    expect(sentValues()).toMatchObject({ a: { it: { selected_option: option('x') } } });
  });

  it('asks before a button with a confirmation, as App Home does', async () => {
    const asking = actions(button('go', { confirm: { text: plain('Sure?') } }));
    const id = await open([asking]);
    const no = { user, action_id: 'go', confirm: false };
    app.envelopes.length = 0;
    expect(await slack.post('click', { ...no, view_id: id })).toMatchObject({ confirmed: false });
    const home = await slack.api('views.publish', {
      user_id: user,
      view: { type: 'home', blocks: [asking] },
    });
    expect(await slack.post('click', { ...no, view_id: idOf(home) })).toMatchObject({ confirmed: false });
    expect(app.envelopes).toHaveLength(0);
    expect(await slack.post('click', { ...no, view_id: idOf(home), confirm: true })).toMatchObject({
      ok: true,
    });
    expect(app.last()).toMatchObject({ view: { type: 'home' } });
  });

  it.each<[string, Fields, unknown]>([
    ['an option that is not there', { type: 'static_select', options: [option('a')] }, 'b'],
    ['too short a text', { ...text, min_length: 3 }, 'ab'],
    ['too long a text', { ...text, max_length: 3 }, 'abcd'],
    ['a number as text', text, 5],
    ['a word as number', { type: 'number_input', is_decimal_allowed: true }, 'many'],
    ['half a number', { type: 'number_input', is_decimal_allowed: false }, '1.5'],
    ['too small a number', { type: 'number_input', is_decimal_allowed: true, min_value: '2' }, '1'],
    ['too large a number', { type: 'number_input', is_decimal_allowed: true, max_value: '2' }, '3'],
    ['no email address', { type: 'email_text_input' }, 'me@'],
    ['no address', { type: 'url_text_input' }, 'example'],
    ['no date', { type: 'datepicker' }, 'tomorrow'],
    ['too many', { type: 'multi_users_select', max_selected_items: 1 }, [user, 'U0SECOND']],
    ['no file', { type: 'file_input' }, ['F0NOTHING']],
  ])('refuses %s at the field, and the app hears nothing', async (_what, element, value) => {
    const id = await open([input('field', element)]);
    app.envelopes.length = 0;
    expect(await submit(id, { field: { it: value } })).toEqual({
      ok: false,
      errors: { field: expect.any(String) },
    });
    expect(app.envelopes).toHaveLength(0);
    expect((await top())?.id).toBe(id);
  });

  it('refuses values of another shape, and a submit without a button for it', async () => {
    const id = await open([input('field', text)]);
    expect(await slack.post('submit', { user, view_id: id, values: { field: 'x' } })).toMatchObject({
      error: 'invalid_body',
    });
    const other = idOf(
      await slack.api('views.push', {
        trigger_id: await trigger(),
        view: { type: 'modal', title: plain('T'), blocks: [section('x')] },
      }),
    );
    expect(await submit(other)).toMatchObject({ ok: false, error: 'no_submit_button' });
  });
});

describe('a stack of modals', () => {
  it('holds three, however they come', async () => {
    const first = await open([section('one')]);
    const second = idOf(await push());
    app.answers(() => ({ response_action: 'push', view: modal([section('three')]) }));
    expect(await submit(second)).toEqual({ ok: true });
    app.answers(() => ({}));
    expect(await push()).toMatchObject({ ok: false, error: 'push_limit_reached' });
    app.answers(() => ({ response_action: 'push', view: modal([section('four')]) }));
    const third = await top();
    expect(third).toMatchObject({ root_view_id: first, previous_view_id: second });
    expect(await submit(String(third?.id))).toMatchObject({
      ok: false,
      error: 'dispatch_failed',
      because: 'push_limit_reached',
    });
    expect((await top())?.id).toBe(third?.id);
  });

  it('can be used at its top alone', async () => {
    const first = await open([actions(button('go'))]);
    await push();
    for (const [door, more] of [
      ['click', { action_id: 'go' }],
      ['submit', {}],
      ['close', {}],
    ] as const)
      expect(await slack.post(door, { user, view_id: first, ...more })).toMatchObject({
        ok: false,
        error: 'view_not_on_top',
      });
    expect(await slack.post('close', { user, view_id: 'V0NOTHING' })).toMatchObject({
      error: 'view_not_found',
    });
  });

  it('shows the one below when its top is closed, and tells only who asked to be told', async () => {
    const first = await open([section('one')], { notify_on_close: true });
    const second = idOf(await push());
    app.envelopes.length = 0;
    await slack.post('close', { user, view_id: second });
    expect((await top())?.id).toBe(first);
    expect(app.envelopes).toHaveLength(0);
    await slack.post('close', { user, view_id: first });
    expect(app.last()).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: first } });
  });

  it('goes whole where its top says so', async () => {
    const first = await open([section('one')], { notify_on_close: true });
    const view = modal([section('two')], { clear_on_close: true });
    const second = idOf(await slack.api('views.push', { trigger_id: await trigger(), view }));
    await slack.post('close', { user, view_id: second });
    expect(await top()).toBeNull();
    expect(app.last()).toMatchObject({ type: 'view_closed', is_cleared: true, view: { id: first } });
  });

  it('is cleared, or updated, as the acknowledgement says', async () => {
    await open([section('one')]);
    const second = idOf(await push());
    app.answers(() => ({ response_action: 'update', view: modal([section('changed')]) }));
    await submit(second);
    expect(await top()).toMatchObject({ id: second, blocks: [{ text: { text: 'changed' } }] });
    app.answers(() => ({ response_action: 'clear' }));
    await submit(second);
    expect(await top()).toBeNull();
  });
});
