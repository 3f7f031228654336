import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll } from '@jest/globals';
import { createAws } from '../../src/aws/index.ts';
import { silentLogger, systemClock } from '../../src/platform/index.ts';
import { describeKeyDesk } from '../contracts/key-desk.ts';

const endpoint = process.env['SIGNALBOX_TEST_MOTO'];
if (endpoint === undefined) throw new Error('moto is not running: use npm run test:moto');
const region = 'us-east-1';
const before = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'signalbox', AWS_SECRET_ACCESS_KEY: 'x' });
});
afterAll(() => {
  process.env = { ...before };
});

describeKeyDesk('moto', () => {
  const aws = createAws({ region, endpoint, clock: systemClock(), log: silentLogger() });
  const place = { endpoint, region, credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' } };
  const [iam, sns] = [new IAMClient(place), new SNSClient(place)];
  return Promise.resolve({
    ...{ desk: aws.keys, iam, sns },
    async close() {
      for (const client of [iam, sns]) client.destroy();
      await aws.stop();
    },
  });
});
