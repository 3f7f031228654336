import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import type { ServiceEvent } from '../../../../src/sandbox/aws/eventbridge/index.ts';
import { statusChangeEvent } from '../../../../src/sandbox/aws/step-functions/index.ts';
import { executionArn, fail, machineArn, openAccount, pass, wait } from './account.ts';

async function eventsOf(definition: JsonObject, input: JsonObject = {}) {
  const account = openAccount();
  await account.create(definition);
  const events: ServiceEvent[] = [];
  const look = () => {
    const { execution } = account.told.at(-1) ?? {};
    if (execution) events.push(statusChangeEvent(execution, account.clock.now()));
  };
  await account.start(input);
  look();
  await account.clock.advance(60_000);
  await account.settled();
  look();
  return { account, events };
}

describe('the status change event', () => {
  it('tells of a start with everything that EventBridge gives', async () => {
    const { account, events } = await eventsOf(wait, { a: 1 });
    const startDate = account.clock.now() - 60_000;
    expect(events[0]).toEqual({
      detailType: 'Step Functions Execution Status Change',
      source: 'aws.states',
      account: '000000000000',
      region: 'us-east-1',
      resources: [executionArn],
      detail: {
        executionArn,
        stateMachineArn: machineArn,
        name: 'e',
        status: 'RUNNING',
        startDate,
        stopDate: null,
        input: '{"a":1}',
        inputDetails: { included: true },
        output: null,
        outputDetails: null,
        error: null,
        cause: null,
        stateMachineVersionArn: null,
        stateMachineAliasArn: null,
        redriveCount: 0,
        redriveDate: null,
        redriveStatus: 'NOT_REDRIVABLE',
        redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
      },
    });
    expect(events[1]?.detail).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: startDate + 60_000,
      output: '{"a":1}',
      outputDetails: { included: true },
    });
  });

  it('tells error and cause of a failure, which can be redriven', async () => {
    const { events } = await eventsOf(fail);
    expect(events.at(-1)?.detail).toMatchObject({
      status: 'FAILED',
      error: 'Boom',
      cause: 'why',
      outputDetails: null,
      redriveStatus: 'REDRIVABLE',
      redriveStatusReason: null,
    });
  });

  it('counts redrives', async () => {
    const { account } = await eventsOf(fail);
    await account.call('RedriveExecution', { executionArn });
    const { execution } = account.told.at(-1) ?? {};
    const { detail } = execution ? statusChangeEvent(execution, account.clock.now()) : {};
    expect(detail).toMatchObject({ redriveCount: 1, redriveDate: account.clock.now() });
  });

  it('leaves the input out where it and the output are over 248 KB, and the output where it alone is', async () => {
    const half = await eventsOf(pass, { a: 'x'.repeat(150_000) });
    expect(half.events.at(-1)?.detail).toMatchObject({
      input: null,
      inputDetails: { included: false },
      outputDetails: { included: true },
    });
    // Quotes count twice: the event has the text escaped.
    const whole = await eventsOf(pass, { a: '"'.repeat(70_000) });
    expect(whole.events.at(-1)?.detail).toMatchObject({
      input: null,
      output: null,
      inputDetails: { included: false },
      outputDetails: { included: false },
    });
  });
});
