import { describe, expect, it } from '@jest/globals';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { calls, hasButtons, openStage, shared, succeeded, until, words } from './stage.ts';

const stage = shared(await openStage());

describe('a bot that is killed', () => {
  it.each(['record', 'token', 'card'] as const)(
    'after the %s finishes the decision once, on its next start',
    async (after) => {
      const { card, executionArn } = await stage.promotion();
      await stage.post('bot', { hold: { after } });
      await stage.click('U0APPROVER', card, 'approve');
      if (after === 'record') await new Promise((resolve) => setTimeout(resolve, 300));
      else await succeeded(stage, executionArn);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await stage.post('bot', { do: 'kill' });
      expect(await stage.post('bot', { do: 'start' })).toMatchObject({ ok: true });
      await succeeded(stage, executionArn);
      const closed = await stage.card((one) => words(one).includes('The workflow goes on'));
      expect(hasButtons(closed)).toBe(false);
      expect(await stage.cards()).toHaveLength(1);
      expect((await calls(stage, 'aws', 'SendTaskSuccess')).filter(({ ok }) => ok)).toHaveLength(1);
    },
  );

  it('while a card is being posted adopts the card that got through, and posts no second one', async () => {
    // The post is done and its answer lost; the bot dies before it can look.
    await stage.post('faults', {
      slack: { method: 'chat.postMessage', delay_ms: 1_500, when: 'after', times: 1 },
    });
    const input = '{"managerEmailAddress":"approver@example.com","employeeName":"Jane Doe"}';
    await stage.sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn, input }));
    await until(async () => (await stage.cards()).length > 0);
    await stage.post('bot', { do: 'kill' });
    await stage.post('bot', { do: 'start' });
    const card = await stage.card(hasButtons);
    expect(await stage.cards()).toHaveLength(1);
    await stage.click('U0APPROVER', card, 'approve');
    await stage.card((one) => words(one).includes('The workflow goes on'));
    expect(await stage.cards()).toHaveLength(1);
  });

  it('keeps cards that still wait, with their buttons working after the next start', async () => {
    const { card, executionArn } = await stage.promotion();
    await stage.post('bot', { do: 'kill' });
    expect(await stage.click('U0APPROVER', card, 'approve')).toMatchObject({
      ok: false,
      error: 'operation_timed_out',
    });
    await stage.post('bot', { do: 'start' });
    await stage.click('U0APPROVER', card, 'approve');
    await succeeded(stage, executionArn);
  });

  it('closes, after its next start, the card of an execution that timed out while it was away', async () => {
    await stage.promotion();
    await stage.post('bot', { do: 'stop' });
    await stage.post('clock', { advance_seconds: 7_200 });
    await stage.post('bot', { do: 'start' });
    const closed = await stage.card((one) => words(one).includes('*Expired*'));
    expect(hasButtons(closed)).toBe(false);
  });
});

const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:PromotionApproval';
