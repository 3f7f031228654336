import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '../../src/platform/index.ts';
import { arrivalIn, createArrivals } from '../../src/slack/arrivals.ts';

type Args = Parameters<ReturnType<typeof createArrivals>['middleware']>[0];
const arrival = (next: () => Promise<void>) => ({ body: {}, context: {}, next }) as unknown as Args;

describe('what arrives from Slack', () => {
  it('is waited for when the bot stops, whether it ends well or not', async () => {
    const arrivals = createArrivals(silentLogger());
    let finish: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    const done: string[] = [];
    const work = arrivals.middleware(arrival(() => slow)).then(() => done.push('work'));
    const failed = arrivals.middleware(arrival(() => Promise.reject(new Error('no')))).catch(() => undefined);
    const settled = arrivals.settled().then(() => done.push('settled'));
    await failed;
    finish();
    await Promise.all([work, settled]);
    expect(done).toEqual(['work', 'settled']);
  });

  it('is told by its ids, and never by what somebody chose or typed', () => {
    const chosen = { action_id: 'start.pick', type: 'static_select', value: 'canary' };
    expect(
      arrivalIn({
        type: 'block_actions',
        user: { id: 'U0A' },
        container: { type: 'view' },
        view: { id: 'V1', callback_id: 'start.form', state: { values: { a: { b: { value: 'canary' } } } } },
        actions: [chosen],
      }),
    ).toEqual({ kind: 'block_actions', what: 'start.pick', who: 'U0A', viewId: 'V1' });
    expect(
      arrivalIn({ command: '/workflow', text: 'start x {"a": "canary"}', user_id: 'U0A', channel_id: 'C0A' }),
    ).toEqual({ kind: 'slash_command', what: '/workflow', who: 'U0A', channel: 'C0A' });
  });
});
