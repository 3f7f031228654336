import { expect, it } from '@jest/globals';
import { createShiftableClock } from '../../../../src/platform/index.ts';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { createLocalAws } from '../../../../src/sandbox/aws/index.ts';
import { createCallLog } from '../../../../src/sandbox/knobs/calls.ts';
import { createFaults } from '../../../../src/sandbox/knobs/faults.ts';
import { createHolds } from '../../../../src/sandbox/knobs/holds.ts';
import { serve } from '../../../../src/sandbox/web/server.ts';
import { account, queueArn, region, start } from '../messaging.ts';

it('has the rules to the queue of Signalbox from the start, and again after a reset', async () => {
  const aws = createLocalAws({
    clock: createShiftableClock({ frozenAt: start }),
    faults: createFaults(),
    calls: createCallLog(),
    holds: createHolds(),
    botAccessKeyId: 'signalbox',
    origin: () => '',
    functions: { names: () => [], has: () => false, invoke: () => Promise.reject(new Error('none')) },
  });
  const server = await serve({ port: 0, option: 'aws-port', handler: aws.handler });
  const credentials = { accessKeyId: 'approver', secretAccessKey: 'x' };
  const events = new EventBridge({ endpoint: server.origin, region, credentials });
  const seeds = { machines: [], activities: [] };
  try {
    await aws.seed(seeds);
    await events.putRule({ Name: 'mine', EventPattern: '{"source":["x"]}' });
    aws.reset();
    await aws.seed(seeds);
    await aws.settled();
    const { Rules } = await events.listRules({});
    const names = Rules?.map(({ Name = '' }) => Name) ?? [];
    expect(names).toEqual(
      expect.arrayContaining([
        'signalbox-alarms',
        'signalbox-asks',
        'signalbox-executions',
        'signalbox-health',
      ]),
    );
    expect(names).not.toContain('mine');
    const asks = Rules?.find(({ Name }) => Name === 'signalbox-asks');
    expect(asks?.EventPattern).toBe('{"detail-type":["Signalbox Ask"]}');
    for (const Rule of names) {
      const { Targets } = await events.listTargetsByRule({ Rule });
      expect(Targets?.map(({ Arn }) => Arn)).toEqual([queueArn('signalbox')]);
    }
    expect(queueArn('signalbox')).toBe(`arn:aws:sqs:us-east-1:${account}:signalbox`);
  } finally {
    events.destroy();
    aws.reset();
    await server.stop();
  }
});
