import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SNS } from '@aws-sdk/client-sns';
import {
  createShiftableClock,
  silentLogger,
  type JsonObject,
  type JsonValue,
} from '../../../src/platform/index.ts';
import { AwsError } from '../../../src/sandbox/aws/aws-error.ts';
import type { Caller } from '../../../src/sandbox/aws/caller.ts';
import { createLocalEventBridge } from '../../../src/sandbox/aws/eventbridge/index.ts';
import { createFront } from '../../../src/sandbox/aws/front.ts';
import type { Colleagues, Service } from '../../../src/sandbox/aws/service.ts';
import { createLocalSns } from '../../../src/sandbox/aws/sns/index.ts';
import { createCallLog } from '../../../src/sandbox/knobs/calls.ts';
import { createFaults } from '../../../src/sandbox/knobs/faults.ts';
import { createHolds } from '../../../src/sandbox/knobs/holds.ts';
import { serve } from '../../../src/sandbox/web/server.ts';

/** A call that EventBridge or SNS made to a service that stands in here. */
export interface MadeCall {
  readonly call: string;
  readonly params: JsonObject;
  readonly caller: Caller;
}

export const account = '000000000000';
export const region = 'us-east-1';
export const start = Date.parse('2030-01-01T00:00:00.250Z');
export const queueArn = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;

/** A parameter that is text. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** EventBridge and SNS behind a real endpoint, with real clients; the services that they call are recorded. */
export async function startMessaging() {
  const clock = createShiftableClock({ frozenAt: start });
  const made: MadeCall[] = [];
  let failures: { readonly call: string; error: Error; times: number }[] = [];
  const callees = ['sqs.SendMessage', 'states.StartExecution', 'lambda.Invoke'];
  const real: Service[] = [];
  const colleagues: Colleagues = {
    has: (service, operation) => callees.includes(`${service}.${operation}`),
    async call(service, operation, params, caller) {
      const run = real.find(({ name }) => name === service)?.operations[operation];
      if (run) return run(params, caller, { gone: new AbortController().signal });
      const call = `${service}.${operation}`;
      if (!callees.includes(call)) throw new AwsError('UnknownOperationException', call);
      made.push({ call, params, caller });
      const failure = failures.find((entry) => entry.call === call && entry.times > 0);
      if (!failure) return {};
      failure.times -= 1;
      throw failure.error;
    },
  };
  const eventBridge = createLocalEventBridge({ clock, colleagues, log: silentLogger() });
  const sns = createLocalSns({ clock, colleagues, log: silentLogger() });
  real.push(eventBridge.service, sns.service);
  const server = await serve({
    port: 0,
    option: 'aws-port',
    handler: createFront({
      services: real,
      assumed: new Map(),
      clock,
      faults: createFaults(),
      calls: createCallLog(),
      holds: createHolds(),
      botAccessKeyId: 'signalbox',
      log: silentLogger(),
    }),
  });
  const client = {
    endpoint: server.origin,
    region,
    credentials: { accessKeyId: 'approver', secretAccessKey: 'x' },
    maxAttempts: 1,
  };
  const events = new EventBridge(client);
  const topics = new SNS(client);
  const settled = async () => {
    for (const part of [eventBridge, sns, eventBridge]) await part.settled();
  };
  return {
    clock,
    colleagues,
    eventBridge,
    sns,
    events,
    topics,
    made,
    settled,
    /** The bodies that a queue was sent. */
    bodies: (queue: string): readonly string[] =>
      made
        .filter(({ params }) => textOf(params['QueueUrl']).endsWith(`/${account}/${queue}`))
        .map(({ params }) => textOf(params['MessageBody'])),
    /** Makes the next calls fail. */
    fail(call: string, error: Error, times = Number.POSITIVE_INFINITY) {
      failures = [...failures, { call, error, times }];
    },
    async stop() {
      events.destroy();
      topics.destroy();
      eventBridge.reset();
      sns.reset();
      await server.stop();
    },
  };
}

export type Messaging = Awaited<ReturnType<typeof startMessaging>>;

/** The code and message of what a call was refused with. */
export async function refusal(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message };
  }
  throw new Error('The call was not refused.');
}
