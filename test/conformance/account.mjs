// One scenario's own AWS: a fresh account on a clock that stands still until it is moved, and clients of its services.
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SFN } from '@aws-sdk/client-sfn';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { STS } from '@aws-sdk/client-sts';
import { createShiftableClock } from '../../dist/platform/index.js';
import { createLocalAws } from '../../dist/sandbox/aws/index.js';
import { createCallLog } from '../../dist/sandbox/knobs/calls.js';
import { createFaults } from '../../dist/sandbox/knobs/faults.js';
import { createHolds } from '../../dist/sandbox/knobs/holds.js';
import { serve } from '../../dist/sandbox/web/server.js';
import { stubFunctions } from './stubs.mjs';

/** The account that the recordings name. */
export const recordedAccount = '111111111111';

export async function openAccount(setup) {
  const clock = createShiftableClock({ frozenAt: Date.now() });
  const aws = createLocalAws({
    clock,
    faults: createFaults(),
    calls: createCallLog(),
    holds: createHolds(),
    botAccessKeyId: 'bot',
    origin: () => server.origin,
    functions: stubFunctions(setup, clock),
  });
  const server = await serve({ port: 0, option: 'aws-port', handler: aws.handler });
  const options = (more) => ({
    region: 'us-east-1',
    endpoint: server.origin,
    maxAttempts: 1,
    disableHostPrefix: true,
    ...more,
  });
  const home = options({ credentials: { accessKeyId: 'home', secretAccessKey: 'none' } });
  const { Credentials } = await new STS(home).assumeRole({
    RoleArn: `arn:aws:iam::${recordedAccount}:role/conformance`,
    RoleSessionName: 'conformance',
  });
  const credentials = {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
  };
  const there = options({ credentials });
  return {
    clock,
    stepfunctions: new SFN(there),
    sqs: new SQS(there),
    sns: new SNS(there),
    events: new EventBridge(there),
    async close() {
      aws.reset();
      await server.stop();
    },
  };
}
