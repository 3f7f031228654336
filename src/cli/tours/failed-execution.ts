import { objectsIn, textIn } from './aws-calls.ts';
import { quoted, type Stage, type Tour } from './stage.ts';

const region = 'us-east-1';
const place = `${region}:000000000000`;
const stateMachineArn = `arn:aws:states:${place}:stateMachine:deploy-announce`;

/** A queue is missing: the execution fails, is an incident, and is redriven once the queue is there. */
export const failedExecution: Tour = {
  about:
    'an execution fails and becomes an incident; the reason is mended, it is redriven, and the card closes',
  async play(stage) {
    stage.say(
      'A new state machine, deploy-announce, sends a message of each deployment. Nobody made its queue.\n',
    );
    const definition = {
      StartAt: 'Announce',
      States: {
        Announce: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          Parameters: { QueueUrl: await queueUrl(stage), 'MessageBody.$': '$' },
          End: true,
        },
      },
    };
    await stage.states('CreateStateMachine', {
      name: 'deploy-announce',
      definition: JSON.stringify(definition),
      roleArn: 'arn:aws:iam::000000000000:role/deploy-announce',
    });
    await stage.command('requester', 'workflows', 'start deploy-announce {"service": "billing-api"}');
    const card = await stage.message('incidents', (words) => words.includes('deploy-announce failed'));
    stage.say(`It fails, and becomes an incident in #incidents:\n${quoted(card.words)}`);
    stage.expect('the execution', (await newest(stage))['status'], 'FAILED');

    stage.say('\nSomebody makes the queue, and redrives the execution: it goes on where it failed.');
    await stage.aws.json('sqs', region, 'CreateQueue', { QueueName: 'deployments' });
    const executionArn = textIn(await newest(stage), 'executionArn');
    await stage.states('RedriveExecution', { executionArn });
    const closed = await stage.message(
      'incidents',
      (words) => words.includes('deploy-announce failed') && words.includes('esolved'),
    );
    stage.say(`The card closes by itself:\n${quoted(closed.words)}`);
    stage.expect('it is the same message', closed.ts, card.ts);
    stage.expect('the execution', (await newest(stage))['status'], 'SUCCEEDED');
  },
};

async function newest(stage: Stage) {
  const listed = await stage.states('ListExecutions', { stateMachineArn });
  return objectsIn(listed['executions'])[0] ?? {};
}

/** Where the queue will be: beside the bot's own. */
async function queueUrl(stage: Stage): Promise<string> {
  const { QueueUrl } = await stage.aws.json('sqs', region, 'GetQueueUrl', { QueueName: 'signalbox' });
  return (typeof QueueUrl === 'string' ? QueueUrl : '').replace(/[^/]+$/, 'deployments');
}
