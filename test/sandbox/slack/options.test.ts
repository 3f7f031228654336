import { beforeEach, describe, expect, it } from '@jest/globals';
import { actions, button, input, modal, option, sharedSlackWithApp, type Fields } from './local-slack.ts';

const { slack, app } = await sharedSlackWithApp();
beforeEach(() => {
  app.answers(({ payload }) =>
    payload['type'] === 'block_suggestion' ? { options: [option('one'), option('two')] } : {},
  );
});

const channel = 'C0RELEASES';
const user = 'U0APPROVER';
const search = { type: 'external_select', action_id: 'find' };
const post = async (more: Fields = {}) => {
  const blocks = [actions(search, button('go'))];
  const answer = await slack.api('chat.postMessage', { channel, text: 'x', blocks, ...more });
  return String(answer['ts']);
};
const ask = (more: Fields) => slack.post('options', { user, action_id: 'find', value: 'o', ...more });

describe('an external select', () => {
  it('in a message asks with its channel and message, and gives what the app offers', async () => {
    const ts = await post();
    expect(await ask({ channel, ts })).toMatchObject({
      ok: true,
      options: [{ value: 'one' }, { value: 'two' }],
    });
    expect(app.last()).toMatchObject({
      type: 'block_suggestion',
      action_id: 'find',
      block_id: 'acts',
      value: 'o',
      channel: { id: channel },
      message: { ts },
      container: { type: 'message', message_ts: ts, channel_id: channel },
    });
    await slack.post('click', { user, channel, ts, action_id: 'find', value: 'two' });
    expect(app.last()).toMatchObject({ actions: [{ selected_option: option('two') }] });
  });

  it('in a modal asks with its view', async () => {
    await slack.post('command', { user, channel: 'workflows', command: '/workflow' });
    const view = modal([input('a', search)]);
    const opened = await slack.api('views.open', { trigger_id: app.last()['trigger_id'], view });
    const { id } = opened['view'] as { id: string };
    expect(await ask({ view_id: id })).toMatchObject({ ok: true });
    expect(app.last()).toMatchObject({
      container: { type: 'view', view_id: id },
      view: { id, type: 'modal' },
    });
  });

  it('is asked only by those who see the message', async () => {
    const ts = await post();
    await slack.post('change', { channels: [{ id: channel, members: ['U0SECOND', 'U0SIGNALBOX'] }] });
    expect(await ask({ channel, ts })).toMatchObject({ ok: false, error: 'not_in_channel' });
    const told = await slack.api('chat.postEphemeral', {
      channel,
      user: 'U0SECOND',
      text: 'x',
      blocks: [actions(search)],
    });
    await slack.post('change', { channels: [{ id: channel, members: ['U0SECOND', user, 'U0SIGNALBOX'] }] });
    expect(await ask({ channel, ts: told['message_ts'] })).toMatchObject({ error: 'message_not_found' });
    expect(app.envelopes).toHaveLength(0);
  });

  it('is not just any select', async () => {
    const blocks = [actions({ type: 'static_select', action_id: 'find', options: [option('a')] })];
    const ts = await post({ blocks });
    expect(await ask({ channel, ts })).toMatchObject({ ok: false, error: 'not_an_external_select' });
    expect(await ask({ channel, ts, action_id: 'gone' })).toMatchObject({ error: 'no_such_action' });
    expect(app.envelopes).toHaveLength(0);
  });

  it.each<[string, Fields]>([
    ['nothing', {}],
    ['options that are none', { options: [{ text: 'x' }] }],
    ['more than a hundred', { options: Array.from({ length: 101 }, (_, n) => option(`o${n}`)) }],
  ])('tells of %s offered as a failed dispatch', async (_what, payload) => {
    const ts = await post();
    app.answers(() => payload);
    expect(await ask({ channel, ts })).toMatchObject({ ok: false, error: 'dispatch_failed' });
  });
});
