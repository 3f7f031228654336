import { endedExecution } from './execution.ts';
import { quoted, type Tour } from './stage.ts';

const machine = 'deploy-demo';
const input =
  '{"service": "billing-api", "version": "2.14.0", "previous": "2.13.4", "requestedBy": "requester@example.com"}';

/** A deployment asks by EventBridge before production; its run is followed on one card. */
export const deploy: Tour = {
  about: 'a deployment asks through EventBridge and the queue before production, and is followed on a card',
  async play(stage) {
    stage.say(
      'A new version of a service is to be deployed. The workflow builds it and stops before production.\n',
    );
    await stage.command('requester', 'workflows', `start deploy-demo ${input}`);
    const card = await stage.message(
      'releases',
      (words) => words.startsWith('Promote billing-api') && words.includes('Approve\nReject'),
    );
    stage.say('The task token went into an event, a rule brought it to the queue, and Signalbox proved it.');
    stage.say(
      `A card appears in #releases:\n${quoted(card.words.replace('Approve\nReject', '[Approve] [Reject]'))}`,
    );
    const following = await stage.message('workflows', (words) => words.startsWith('deploy-demo 🔵 running'));
    stage.say(`\nWhoever follows the run sees in #workflows:\n${quoted(following.words)}`);

    stage.say('\nThe requester presses Approve: their own request.');
    await stage.door('click', {
      user: 'U0REQUESTER',
      channel: 'releases',
      ts: card.ts,
      action_id: 'approval.approve',
    });
    const told = await stage.message(
      'releases',
      (words) => words.startsWith('Nothing was decided'),
      'requester',
    );
    stage.say(`Signalbox answers only the requester:\n${quoted(told.words)}`);

    stage.say('\nA release manager presses Approve.');
    await stage.door('click', {
      user: 'U0SECOND',
      channel: 'releases',
      ts: card.ts,
      action_id: 'approval.approve',
    });
    const closed = await stage.message('releases', (words) => words.includes('The workflow goes on'));
    stage.say(`The card closes:\n${quoted(closed.words)}`);
    const done = await endedExecution(stage, machine);
    stage.expect('the execution', done['status'], 'SUCCEEDED');
    const followed = await stage.message('workflows', (words) =>
      words.startsWith('deploy-demo ✅ succeeded'),
    );
    stage.expect('the card of the run is the same message', followed.ts, following.ts);
    stage.say(`\nThe card of the run, edited in place:\n${quoted(followed.words)}`);
  },
};
