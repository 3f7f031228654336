import { describe, expect, it } from '@jest/globals';
import {
  actions,
  button,
  input,
  openLocalSlack,
  option,
  plain,
  section,
  sharedSlackWithApp,
  type Fields,
} from './local-slack.ts';

const { slack, app } = await sharedSlackWithApp();

const channel = 'C0RELEASES';
const user = 'U0APPROVER';
const post = async (more: Fields) =>
  String((await slack.api('chat.postMessage', { channel, text: 'x', ...more }))['ts']);
const click = (ts: string, actionId: string, more: Fields = {}) =>
  slack.post('click', { user, channel, ts, action_id: actionId, ...more });
const pick = (type: string, more: Fields = {}) => ({ type, action_id: 'pick', ...more });
const ab = { options: [option('a'), option('b')] };

describe('a button', () => {
  it('reaches the app with message, channel, state and a response_url', async () => {
    const ts = await post({ blocks: [actions(button('go', { value: 'v', style: 'primary' }))] });
    expect(await click(ts, 'go')).toMatchObject({ ok: true, acked_ms: expect.any(Number) });
    expect(app.last()).toMatchObject({
      type: 'block_actions',
      user: { id: user, name: 'approver', team_id: 'T0SANDBOX' },
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: 'releases' },
      message: { ts, bot_id: 'B0SIGNALBOX' },
      state: { values: {} },
      actions: [{ type: 'button', action_id: 'go', block_id: 'acts', value: 'v', style: 'primary' }],
    });
  });

  it('inside an attachment can be pressed as well', async () => {
    const ts = await post({
      attachments: [{ color: '#d00', blocks: [actions(button('go', { value: 'v' }))] }],
    });
    expect(await click(ts, 'go')).toMatchObject({ ok: true });
    expect(app.last()).toMatchObject({
      container: { type: 'message_attachment', attachment_id: 1, is_app_unfurl: false, message_ts: ts },
      actions: [{ action_id: 'go', value: 'v' }],
    });
  });

  it('without a value is the newest one that stood there; an older one is named by its value', async () => {
    const ts = await post({ blocks: [actions(button('go', { value: '1' }))] });
    await slack.api('chat.update', {
      channel,
      ts,
      text: 'x',
      blocks: [actions(button('go', { value: '2' }))],
    });
    await slack.api('chat.update', { channel, ts, text: 'closed', blocks: [section('closed')] });
    await click(ts, 'go');
    expect(app.last()).toMatchObject({ actions: [{ value: '2' }] });
    await click(ts, 'go', { value: '1' });
    expect(app.last()).toMatchObject({ actions: [{ value: '1' }] });
    expect(await click(ts, 'go', { value: '3' })).toMatchObject({ ok: false, error: 'no_such_action' });
    expect(await click(ts, 'stop')).toMatchObject({ ok: false, error: 'no_such_action' });
  });

  it('is forged where the body says so, with action and value as given', async () => {
    const ts = await post({ blocks: [actions(button('go', { value: '1' }))] });
    expect(await click(ts, 'other', { forged: true, value: 'x' })).toMatchObject({ ok: true });
    expect(app.last()).toMatchObject({ actions: [{ type: 'button', action_id: 'other', value: 'x' }] });
  });

  it('asks first where it has a confirmation, and sends nothing on a no', async () => {
    const confirm = { title: plain('Sure?'), text: plain('x'), confirm: plain('Yes'), deny: plain('No') };
    const ts = await post({ blocks: [actions(button('go', { confirm }))] });
    expect(await click(ts, 'go', { confirm: false })).toMatchObject({ ok: true, confirmed: false });
    expect(app.envelopes).toHaveLength(0);
    await click(ts, 'go');
    expect(app.envelopes).toHaveLength(1);
  });

  it('cannot be pressed by those who do not see it', async () => {
    const ts = await post({ blocks: [actions(button('go'))] });
    await slack.post('change', { channels: [{ id: channel, members: ['U0SECOND', 'U0SIGNALBOX'] }] });
    expect(await click(ts, 'go')).toMatchObject({ ok: false, error: 'not_in_channel' });
    const told = await slack.api('chat.postEphemeral', {
      channel,
      user: 'U0SECOND',
      text: 'x',
      blocks: [actions(button('go'))],
    });
    const pressed = { user, channel, ts: told['message_ts'], action_id: 'go', forged: true };
    expect(await slack.post('click', pressed)).toMatchObject({ ok: false, error: 'message_not_found' });
    expect(await slack.post('click', { ...pressed, user: 'U0SECOND', forged: false })).toMatchObject({
      ok: true,
    });
  });

  it('still works for somebody who was deactivated, from a client that is still open', async () => {
    const ts = await post({ blocks: [actions(button('go'))] });
    await slack.post('change', { people: [{ id: user, deactivated: true }] });
    expect(await click(ts, 'go')).toMatchObject({ ok: true });
  });

  it('is not forged in an archived channel', async () => {
    const ts = await post({ blocks: [actions(button('go'))] });
    await slack.post('change', { channels: [{ id: channel, archived: true }] });
    expect(await click(ts, 'go', { forged: true })).toMatchObject({ ok: false, error: 'is_archived' });
  });

  it('is told to have timed out where the app says nothing for three seconds', async () => {
    const ts = await post({ blocks: [actions(button('go'))] });
    app.answers(() => undefined);
    expect(await click(ts, 'go')).toEqual({ ok: false, error: 'operation_timed_out' });
  });
});

describe('the state of a message', () => {
  const blocks = [
    actions(
      pick('static_select', { ...ab, initial_option: option('a') }),
      { type: 'checkboxes', action_id: 'boxes', ...ab },
      button('go'),
    ),
  ];

  it('holds every element: from the start, empty, and as this person chose', async () => {
    const ts = await post({ blocks });
    await click(ts, 'go');
    expect(app.last()).toMatchObject({
      state: {
        values: {
          acts: {
            pick: { type: 'static_select', selected_option: option('a') },
            boxes: { type: 'checkboxes', selected_options: [] },
          },
        },
      },
    });
    await click(ts, 'pick', { value: 'b' });
    expect(app.last()).toMatchObject({ actions: [{ type: 'static_select', selected_option: option('b') }] });
    await click(ts, 'go');
    expect(app.last()).toMatchObject({
      state: { values: { acts: { pick: { selected_option: option('b') } } } },
    });
    await slack.post('click', { user: 'U0SECOND', channel, ts, action_id: 'go' });
    expect(app.last()).toMatchObject({
      state: { values: { acts: { pick: { selected_option: option('a') } } } },
    });
  });

  it('takes what was typed before the button was pressed', async () => {
    const ts = await post({ blocks: [input('why', { type: 'plain_text_input' }), actions(button('go'))] });
    await click(ts, 'go', { values: { why: { it: 'because' } } });
    expect(app.last()).toMatchObject({ state: { values: { why: { it: { value: 'because' } } } } });
    expect(await click(ts, 'go', { values: { why: { it: 7 } } })).toMatchObject({
      ok: false,
      error: 'invalid_value',
      errors: { why: expect.any(String) },
    });
  });

  it('an input tells the app at once only where its block says so', async () => {
    const text = { type: 'plain_text_input' };
    const ts = await post({ blocks: [input('a', text), input('b', text, { dispatch_action: true })] });
    expect(await click(ts, 'it', { block_id: 'a', value: 'x' })).toMatchObject({
      ok: true,
      dispatched: false,
    });
    expect(app.envelopes).toHaveLength(0);
    expect(await click(ts, 'it', { block_id: 'b', value: 'y' })).toMatchObject({ ok: true });
    expect(app.last()).toMatchObject({
      actions: [{ type: 'plain_text_input', value: 'y', block_id: 'b' }],
      state: { values: { a: { it: { value: 'x' } }, b: { it: { value: 'y' } } } },
    });
  });
});

describe('a choice', () => {
  it.each<[string, Fields, unknown, Fields]>([
    ['an option', pick('static_select', ab), 'b', { selected_option: option('b') }],
    [
      'an option of a group',
      pick('static_select', { option_groups: [{ label: plain('G'), options: [option('z')] }] }),
      'z',
      { selected_option: option('z') },
    ],
    [
      'several options',
      pick('multi_static_select', ab),
      ['a', 'b'],
      { selected_options: [option('a'), option('b')] },
    ],
    ['none of several', pick('checkboxes', ab), [], { selected_options: [] }],
    ['a person', pick('users_select'), 'U0SECOND', { selected_user: 'U0SECOND' }],
    ['people', pick('multi_users_select'), ['U0SECOND', user], { selected_users: ['U0SECOND', user] }],
    ['a channel', pick('channels_select'), channel, { selected_channel: channel }],
    ['a conversation', pick('conversations_select'), channel, { selected_conversation: channel }],
    ['a date', pick('datepicker'), '2026-02-28', { selected_date: '2026-02-28' }],
    ['a time', pick('timepicker'), '09:30', { selected_time: '09:30' }],
    ['a moment', pick('datetimepicker'), 1_790_000_000, { selected_date_time: 1_790_000_000 }],
    ['an overflow', pick('overflow', ab), 'a', { selected_option: option('a') }],
    ['a radio button', pick('radio_buttons', ab), 'a', { selected_option: option('a') }],
  ])('of %s gets Slack’s shape', async (_what, element, value, expected) => {
    const ts = await post({ blocks: [actions(element)] });
    expect(await click(ts, 'pick', { value })).toMatchObject({ ok: true });
    expect(app.last()).toMatchObject({ actions: [{ type: element['type'], ...expected }] });
  });

  it.each<[string, Fields, unknown]>([
    ['an option that is not there', pick('static_select', ab), 'c'],
    ['no option', pick('static_select', ab), undefined],
    ['nothing in a menu', pick('overflow', ab), undefined],
    ['one wrong of several', pick('checkboxes', ab), ['a', 'c']],
    ['too many', pick('multi_static_select', { ...ab, max_selected_items: 1 }), ['a', 'b']],
    ['nobody', pick('users_select'), 'U0NOBODY'],
    ['somebody who left', pick('users_select'), 'U0DEACTIVATED'],
    ['no channel', pick('channels_select'), 'C0NOWHERE'],
    ['a direct message as channel', pick('channels_select'), 'D0APPROVER'],
    [
      'a conversation that is filtered out',
      pick('conversations_select', { filter: { include: ['im'] } }),
      channel,
    ],
    ['a day that does not exist', pick('datepicker'), '2026-02-30'],
    ['a time that does not exist', pick('timepicker'), '24:00'],
    ['a moment in milliseconds', pick('datetimepicker'), 1_790_000_000_000],
  ])('of %s is nothing that anybody could click', async (_what, element, value) => {
    const ts = await post({ blocks: [actions(element)] });
    expect(await click(ts, 'pick', { value })).toMatchObject({ ok: false, error: 'invalid_value' });
    expect(app.envelopes).toHaveLength(0);
  });

  it('of anything is delivered where it is forged', async () => {
    const ts = await post({ blocks: [actions(pick('static_select', ab))] });
    expect(await click(ts, 'pick', { value: 'c', forged: true })).toMatchObject({ ok: true });
    expect(app.last()).toMatchObject({
      actions: [{ type: 'static_select', selected_option: { value: 'c' } }],
    });
  });
});

describe('an app without interactivity', () => {
  it('hears of no click, and the person is told', async () => {
    const other = await openLocalSlack({ interactive: false });
    const deaf = await other.connect();
    const { ts } = await other.api('chat.postMessage', {
      channel,
      text: 'x',
      blocks: [actions(button('go'))],
    });
    expect(await other.post('click', { user, channel, ts, action_id: 'go' })).toMatchObject({
      ok: false,
      error: 'interactivity_disabled',
    });
    expect(deaf.envelopes).toHaveLength(0);
    await other.stop();
  });
});
