import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { shippedFunctions } from '../../src/cli/functions.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts';

describe("the sandbox's doors to its queue", () => {
  let sandbox: Sandbox;
  let client: SQSClient;
  const dataFolder = mkdtempSync(join(tmpdir(), 'signalbox-queue-'));
  beforeAll(async () => {
    sandbox = await startSandbox({
      port: 0,
      awsPort: 0,
      dataFolder,
      seeds: { machines: [], activities: [] },
      functions: shippedFunctions(),
      log: silentLogger(),
    });
    const credentials = { accessKeyId: 'tester', secretAccessKey: 'tester' };
    client = new SQSClient({ endpoint: sandbox.awsOrigin, region: 'us-east-1', credentials });
  });
  afterAll(async () => {
    client.destroy();
    await sandbox.stop();
    rmSync(dataFolder, { recursive: true });
  });
  const door = async (name: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${sandbox.slackOrigin}/sandbox/${name}`, init);
    return (await response.json()) as Record<string, string>;
  };
  const queueUrl = async () => (await door('health'))['queue_url'] ?? '';
  const receive = async (more: { VisibilityTimeout?: number; WaitTimeSeconds?: number } = {}) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl: await queueUrl(), ...more }))).Messages ?? [];

  it('say where it is, in the health and in the environment of a bot', async () => {
    const url = `${sandbox.awsOrigin}/000000000000/signalbox`;
    expect(await queueUrl()).toBe(url);
    expect((await door('env'))['SIGNALBOX_QUEUE_URL']).toBe(url);
    expect(sandbox.env['SIGNALBOX_QUEUE_URL']).toBe(url);
  });

  it('make its hidden messages visible as they move the clock, and wake who waits', async () => {
    await client.send(new SendMessageCommand({ QueueUrl: await queueUrl(), MessageBody: 'event' }));
    expect(await receive({ VisibilityTimeout: 3_600 })).toHaveLength(1);
    const waiting = receive({ WaitTimeSeconds: 20 });
    await door('clock', { advance_seconds: 3_600 });
    expect((await waiting).map(({ Body }) => Body)).toEqual(['event']);
  });

  it('fail a call of it, and list it', async () => {
    await door('faults', { aws: { service: 'sqs', operation: 'SendMessage', error: 'OverLimit', times: 1 } });
    const send = client.send(new SendMessageCommand({ QueueUrl: await queueUrl(), MessageBody: 'x' }));
    await expect(send).rejects.toMatchObject({ name: 'OverLimit' });
    expect(await door('calls?of=aws')).toContainEqual(
      expect.objectContaining({ service: 'sqs', operation: 'SendMessage', ok: false, error: 'OverLimit' }),
    );
  });
});
