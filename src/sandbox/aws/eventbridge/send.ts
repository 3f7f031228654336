import { isJsonObject, newUuid, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import { optionalText, text } from '../page.ts';
import type { Colleagues } from '../service.ts';

/** Gives a text to a target. @throws what the target's service answers */
export async function sendTo(
  target: JsonObject,
  input: string,
  needs: { readonly colleagues: Colleagues; readonly ruleArn: string; readonly eventId: string },
): Promise<void> {
  const { colleagues, ruleArn } = needs;
  const arn = text(target, 'Arn');
  const [, , service = '', , , name = ''] = arn.split(':');
  const caller = callerFor(arn, optionalText(target, 'RoleArn') ?? ruleArn);
  switch (service) {
    case 'sqs':
      await sendToQueue(colleagues, arn, { MessageBody: input, ...groupOf(target) }, ruleArn);
      return;
    case 'sns':
      await colleagues.call('sns', 'Publish', { TopicArn: arn, Message: input, ...groupOf(target) }, caller);
      return;
    case 'states':
      await colleagues.call(
        'states',
        'StartExecution',
        { stateMachineArn: arn, input, name: `${needs.eventId}_${newUuid()}` },
        caller,
      );
      return;
    case 'lambda':
      await colleagues.call(
        'lambda',
        'Invoke',
        { FunctionName: arn, InvocationType: 'Event', Payload: input },
        caller,
      );
      return;
    default:
      throw new AwsError('ValidationException', `No delivery to ${service}: ${name}`);
  }
}

/** Sends to the queue of an ARN, as the rule. */
export async function sendToQueue(
  colleagues: Colleagues,
  queueArn: string,
  message: JsonObject,
  ruleArn: string,
): Promise<void> {
  const [, , , , account = '', name = ''] = queueArn.split(':');
  const params = { QueueUrl: `http://queue/${account}/${name}`, ...message };
  await colleagues.call('sqs', 'SendMessage', params, callerFor(queueArn, ruleArn));
}

/** EventBridge as a caller in the Region and account of what it calls. */
function callerFor(arn: string, as: string): Caller {
  const [, , service = '', region = '', account = ''] = arn.split(':');
  return { accessKeyId: 'events.amazonaws.com', region, service, account, arn: as };
}

function groupOf(target: JsonObject): JsonObject {
  const parameters = target['SqsParameters'];
  const group = isJsonObject(parameters) ? optionalText(parameters, 'MessageGroupId') : undefined;
  return group === undefined ? {} : { MessageGroupId: group };
}
