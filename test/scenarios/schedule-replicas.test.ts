import { createServer, type Server } from 'node:http';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, systemClock } from '../../src/platform/index.ts';
import { createBotProcess, type BotProcess } from '../../src/sandbox/bot-process.ts';
import { createTable } from '../../src/stores/dynamodb/index.ts';
import { clientOf, startDynamo } from '../stores/dynamodb/local-dynamo.ts';
import { built, openStage, until, type Stage } from './stage.ts';

const hour = 3_600;
const policy = `
queues: []
machines: [HelloWorld]
schedules: [{ name: hourly, machine: HelloWorld, cron: '0 * * * *', channel: workflows }]
`;

/** One address for both: calls of DynamoDB go to its double, all others to the sandbox. */
async function openAws(dynamo: string, others: string): Promise<Server> {
  const server = createServer((request, response) => {
    const target = String(request.headers['x-amz-target'] ?? '');
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name)
          ? [[name, value]]
          : [],
      );
      void fetch(`${target.startsWith('DynamoDB_') ? dynamo : others}${request.url ?? '/'}`, {
        method: 'POST',
        headers,
        body: Buffer.concat(parts),
      }).then(
        async (answer) => {
          response.writeHead(answer.status, {
            'content-type': answer.headers.get('content-type') ?? '',
            'x-amzn-requestid': answer.headers.get('x-amzn-requestid') ?? '',
          });
          response.end(Buffer.from(await answer.arrayBuffer()));
        },
        () => response.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

let stage: Stage;
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
let aws: Server;
let bots: readonly BotProcess[] = [];
let offsetMs = 0;

beforeAll(async () => {
  stage = await openStage({});
  dynamo = await startDynamo();
  aws = await openAws(dynamo.endpoint, stage.sandbox.awsOrigin);
  const client = clientOf(dynamo.endpoint);
  const table = newId('signalbox');
  await createTable(client, table, systemClock());
  client.destroy();
  const policyFile = join(stage.dataFolder, 'replicas.yaml');
  writeFileSync(policyFile, policy);
  const { port } = aws.address() as AddressInfo;
  bots = ['a', 'b'].map((name) =>
    createBotProcess({
      program: built,
      env: () => ({
        ...stage.sandbox.env,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${String(port)}`,
        SIGNALBOX_CONFIG: policyFile,
        SIGNALBOX_STORE: 'dynamodb',
        SIGNALBOX_TABLE: table,
      }),
      logFile: join(stage.dataFolder, `bot-${name}.log`),
      offsetMs: () => offsetMs,
    }),
  );
  for (const bot of bots) expect(await bot.start()).toMatchObject({ kind: 'ready' });
}, 180_000);

afterAll(async () => {
  for (const bot of bots) await bot.stop();
  await new Promise((resolve) => aws.close(resolve));
  await dynamo.close();
  await stage.stop();
});

const now = async () => Date.parse((await stage.get<{ now: string }>('clock')).now);
const advance = async (seconds: number) => {
  await stage.post('clock', { advance_seconds: seconds });
  offsetMs += seconds * 1_000;
  for (const bot of bots) bot.tellClock(offsetMs);
};
const runs = async () => {
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:HelloWorld';
  const { executions = [] } = await stage.sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  return executions.length;
};
const hoursSince = async (then: number) =>
  Math.floor((await now()) / 3_600_000) - Math.floor(then / 3_600_000);

describe('two replicas on one DynamoDB table', () => {
  it('start each turn of a schedule once', async () => {
    const begun = await now();
    for (let round = 0; round < 3; round += 1) {
      await advance(hour);
      await until(async () => (await runs()) === (await hoursSince(begun)));
      // Both look every second; one that has not seen the next turn yet would be moved past it.
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    }
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await runs()).toBe(await hoursSince(begun));
    const told = (await stage.messages('workflows')).map(({ text }) => text);
    expect(told.filter((text) => /should have started|did not start|could not/.test(text))).toEqual([]);
  }, 180_000);

  it('start it all the same when one of them is killed', async () => {
    const before = await runs();
    const begun = await now();
    await bots[0]?.kill();
    await advance(hour);
    await until(async () => (await runs()) === before + (await hoursSince(begun)));
  }, 180_000);
});
