import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { built, hasButtons, openStage, until, words, type Shown, type Stage } from './stage.ts';

export const deployInput = {
  service: 'billing-api',
  version: '2.14.0',
  requestedBy: 'requester@example.com',
};

/** A stage, and what stories about asks by message do on it. */
export interface Asking extends Stage {
  start(machine: string, input?: unknown): Promise<string>;
  status(executionArn: string): Promise<string | undefined>;
  /** A task token of this execution, as its history shows it. */
  tokenOf(executionArn: string): Promise<string>;
  send(body: unknown): Promise<void>;
  /** The next message that nobody could act on, with its reason. */
  deadLetter(): Promise<{ body: string | undefined; reason: string | undefined }>;
  createMachine(name: string, states: Record<string, unknown>): Promise<void>;
  /** A state that asks by a message on the queue, with more fields of its own. */
  askingState(more: Record<string, unknown>): Record<string, unknown>;
  /** The newest card of a deployment that can be decided. */
  asked(): Promise<Shown>;
  cardOf(ts: string, fits: (card: Shown) => boolean): Promise<Shown>;
}

/** @param policyFile in place of the sample signalbox.yaml */
export async function openAsking(policyFile?: string): Promise<Asking> {
  const stage = await openStage(policyFile === undefined ? undefined : { botProgram: built, policyFile });
  const sqs = new SQSClient({
    endpoint: stage.sandbox.awsOrigin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
  });
  const queueUrl = stage.sandbox.env['SIGNALBOX_QUEUE_URL'] ?? '';
  return {
    ...stage,
    async start(machine, input = deployInput) {
      const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
      const { executionArn = '' } = await stage.sfn.send(
        new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
      );
      return executionArn;
    },
    status: async (executionArn) =>
      (await stage.sfn.send(new DescribeExecutionCommand({ executionArn }))).status,
    async tokenOf(executionArn) {
      const { events } = await stage.sfn.send(new GetExecutionHistoryCommand({ executionArn }));
      const [token] = /sbxtok-[\w-]+/.exec(JSON.stringify(events)) ?? [];
      if (token === undefined) throw new Error('the history shows no token');
      return token;
    },
    async send(body) {
      const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
    deadLetter: () =>
      until(async () => {
        const { Messages: [message] = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: `${queueUrl}-dlq`,
            MessageAttributeNames: ['All'],
            VisibilityTimeout: 0,
          }),
        );
        return (
          message && {
            body: message.Body,
            reason: message.MessageAttributes?.['signalbox-reason']?.StringValue,
          }
        );
      }),
    async createMachine(name, states) {
      const definition = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
      const roleArn = 'arn:aws:iam::000000000000:role/test';
      await stage.sfn.send(new CreateStateMachineCommand({ name, roleArn, definition }));
    },
    askingState: (more) => ({
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: {
        QueueUrl: queueUrl,
        MessageBody: {
          schema: 'signalbox/ask/1',
          gate: 'promote-to-prod',
          'token.$': '$$.Task.Token',
          'execution.$': '$$.Execution.Id',
          'state.$': '$$.State.Name',
          'input.$': '$',
        },
      },
      TimeoutSeconds: 3600,
      ...more,
    }),
    asked: () => stage.card((card) => hasButtons(card) && words(card).includes('billing-api')),
    cardOf: (ts, fits) =>
      until(async () => (await stage.cards()).find((card) => card.ts === ts && fits(card))),
    async stop() {
      sqs.destroy();
      await stage.stop();
    },
  };
}
