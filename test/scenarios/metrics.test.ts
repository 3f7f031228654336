import { afterAll, describe, expect, it } from '@jest/globals';
import { startApart } from './bot-apart.ts';
import { openStage, until } from './stage.ts';

const stage = await openStage({});
afterAll(() => stage.stop());

describe('the metrics of the bot at work', () => {
  it('tell of a refused press, a decision, a message that waited, and a limit of Slack', async () => {
    const bot = await startApart(stage, 'bot');
    const shows = (line: RegExp) => until(async () => line.test((await bot.health('metrics')).text));
    try {
      expect((await bot.health('metrics')).text).not.toContain('signalbox_slack_rate_limited_total{');
      const { card } = await stage.promotion();
      expect((await bot.health('metrics')).text).toMatch(/^signalbox_approvals_pending 1$/m);
      await stage.click('U0REQUESTER', card, 'approve');
      await shows(/^signalbox_refused_clicks_total\{code="not-an-approver"\} 1$/m);
      await stage.post('faults', {
        slack: { method: 'chat.update', error: 'ratelimited', status: 429, retry_after: 1, times: 1 },
      });
      await stage.click('U0APPROVER', card, 'approve');
      await shows(/^signalbox_slack_rate_limited_total\{method="chat.update"\} 1$/m);
      await shows(/^signalbox_decision_seconds_count\{verdict="approved"\} 1$/m);
      // The status events of the execution came by the queue.
      await shows(/^signalbox_queue_message_age_seconds_count [1-9]/m);
    } finally {
      await bot.stop();
    }
  });
});
