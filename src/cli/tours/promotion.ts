import { endedExecution } from './execution.ts';
import { quoted, type Stage, type Tour } from './stage.ts';

const machine = 'PromotionApproval';
const input = '{"managerEmailAddress": "approver@example.com", "employeeName": "Jane Doe"}';

/** Approved by the manager after somebody else tried; a second one rejected with a reason. */
export const promotion: Tour = {
  about: 'a promotion waits for the manager: refused to others, approved, and once rejected with a reason',
  async play(stage) {
    stage.say('An employee is to be promoted. The workflow stops at a gate until the manager has decided.\n');
    const first = await ask(stage);
    stage.say('\nA guest is curious and presses Approve.');
    await press(stage, 'guest', first.ts, 'approve');
    const told = await stage.message('releases', (words) => words.startsWith('Nothing was decided'), 'guest');
    stage.say(`Signalbox answers only the guest:\n${quoted(told.words)}`);

    stage.say('\nThe approver, who is the manager, presses Approve.');
    await press(stage, 'approver', first.ts, 'approve');
    const approved = await stage.message('releases', (words) => words.includes('The workflow goes on'));
    stage.say(`The card closes:\n${quoted(approved.words)}`);
    const done = await endedExecution(stage, machine);
    stage.expect('the execution', done['status'], 'SUCCEEDED');
    stage.expect('its output', done['output'], '"Approve link was clicked."');

    stage.say('\nAnother promotion is asked for.\n');
    const second = await ask(stage, first.ts);
    stage.say('\nThe approver presses Reject and is asked why.');
    await press(stage, 'approver', second.ts, 'reject');
    const view = await stage.modal('approver');
    const reason = 'Let us wait for the review in spring.';
    stage.say(`approver writes: ${reason}`);
    await stage.door('submit', { user: 'U0APPROVER', view_id: view, values: { reason: { reason } } });
    const rejected = await stage.message('releases', (words) => words.includes('its task failed'));
    stage.say(`The card closes:\n${quoted(rejected.words)}`);
    const failed = await endedExecution(stage, machine);
    stage.expect('the execution', failed['status'], 'FAILED');
    stage.expect('its error', failed['error'], 'Rejected');
    stage.expect('its cause', failed['cause'], 'Reject link was clicked.');
  },
};

async function ask(stage: Stage, before = ''): Promise<{ ts: string; words: string }> {
  await stage.command('requester', 'workflows', `start PromotionApproval ${input}`);
  const card = await stage.message(
    'releases',
    (words) => words.includes('Approve\nReject') || /Until\n\d/.test(words),
  );
  if (card.ts === before) throw new Error('the second card did not come');
  stage.say(
    `A card appears in #releases:\n${quoted(card.words.replace('Approve\nReject', '[Approve] [Reject]'))}`,
  );
  return card;
}

async function press(stage: Stage, user: string, ts: string, verdict: string): Promise<void> {
  const id = { guest: 'U0GUEST', approver: 'U0APPROVER' }[user] ?? user;
  await stage.door('click', { user: id, channel: 'releases', ts, action_id: `approval.${verdict}` });
}
