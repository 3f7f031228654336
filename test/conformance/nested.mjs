// Machines that a recorded machine starts: the recordings name them, and say only what they gave.
import { unfold } from './compare.mjs';

const machineArn = /arn:aws:states:us-east-1:111111111111:stateMachine:([\w-]+)/g;

/** Makes each machine that a scenario names beside its own: it gives what the recording says that it gave. */
export async function createNested({ stepfunctions }, scenario, roleArn) {
  if (/no_such/.test(scenario.name)) return;
  const named = [...`${scenario.definition} ${scenario.input}`.matchAll(machineArn)].map(([, name]) => name);
  for (const name of new Set(named)) {
    if (name === scenario.stateMachineName) continue;
    const definition = JSON.stringify(definitionFor(scenario));
    await stepfunctions.createStateMachine({ name, definition, roleArn });
  }
}

function definitionFor({ expected, definition }) {
  const succeeded = (unfold(expected.events) ?? []).find(({ type }) => type === 'TaskSucceeded');
  const output = succeeded?.taskSucceededEventDetails.output ?? {};
  if (!definition.includes('$$.Task.Token')) {
    const gave = { Type: 'Pass', Result: output.Output ?? {}, End: true };
    return { StartAt: 'Given', States: { Given: gave } };
  }
  // Its parent's token goes to the queue, and comes back with this message while it waits.
  const MessageBody = { 'TaskToken.$': '$.TaskToken', Message: JSON.parse(output) };
  const send = {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage',
    Parameters: { 'QueueUrl.$': '$.QueueUrl', MessageBody },
    Next: 'Wait',
  };
  return { StartAt: 'Send', States: { Send: send, Wait: { Type: 'Wait', Seconds: 60, End: true } } };
}
