import {
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  RedshiftDataClient,
  type DescribeStatementCommandOutput,
  type Field,
} from '@aws-sdk/client-redshift-data';
import { createShiftableClock, silentLogger } from '../../../../src/platform/index.ts';
import { AwsError } from '../../../../src/sandbox/aws/aws-error.ts';
import type { ServiceEvent } from '../../../../src/sandbox/aws/eventbridge/index.ts';
import { createFront } from '../../../../src/sandbox/aws/front.ts';
import { createLocalRedshiftData } from '../../../../src/sandbox/aws/redshift-data/index.ts';
import type { Colleagues } from '../../../../src/sandbox/aws/service.ts';
import { createCallLog } from '../../../../src/sandbox/knobs/calls.ts';
import { createFaults } from '../../../../src/sandbox/knobs/faults.ts';
import { createHolds } from '../../../../src/sandbox/knobs/holds.ts';
import { serve } from '../../../../src/sandbox/web/server.ts';

/** Redshift's Data API behind a real endpoint, with a real client; the objects of one bucket stand in for S3. */
export async function openWarehouse() {
  const clock = createShiftableClock({ frozenAt: Date.parse('2026-01-02T03:04:05Z') });
  const objects = new Map<string, Buffer>();
  const regions: string[] = [];
  const published: ServiceEvent[] = [];
  const colleagues: Colleagues = {
    has: (service) => service === 's3',
    async call(_service, operation, { Bucket, Key, Prefix, ContinuationToken }, caller) {
      regions.push(caller.region);
      if (Bucket !== 'stage') throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
      if (operation === 'GetObject')
        return { Body: (objects.get(Key as string) ?? Buffer.from('')).toString('base64') };
      // Two keys a page.
      const keys = [...objects.keys()].sort().filter((key) => key.startsWith(Prefix as string));
      const from = Number(ContinuationToken ?? 0);
      return {
        Contents: keys.slice(from, from + 2).map((key) => ({ Key: key })),
        ...(from + 2 < keys.length && { NextContinuationToken: String(from + 2) }),
      };
    },
  };
  const redshift = createLocalRedshiftData({
    clock,
    colleagues,
    publish: (event) => {
      published.push(event);
    },
  });
  const server = await serve({
    port: 0,
    option: 'aws-port',
    handler: createFront({
      services: [redshift.service],
      assumed: new Map(),
      clock,
      faults: createFaults(),
      calls: createCallLog(),
      holds: createHolds(),
      botAccessKeyId: 'bot',
      log: silentLogger(),
    }),
  });
  const clientIn = (region: string) =>
    new RedshiftDataClient({
      endpoint: server.origin,
      region,
      credentials: { accessKeyId: 'tester', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
  const client = clientIn('us-east-1');
  const at = { WorkgroupName: 'omop', Database: 'dev' };
  const ended = async (Id: string | undefined): Promise<DescribeStatementCommandOutput> => {
    await clock.advance(1_000);
    return client.send(new DescribeStatementCommand({ Id }));
  };
  const run = async (Sql: string, more: object = {}) =>
    ended((await client.send(new ExecuteStatementCommand({ ...at, Sql, ...more }))).Id);
  return {
    clock,
    client,
    clientIn,
    at,
    objects,
    regions,
    published,
    redshift,
    ended,
    run,
    put: (key: string, text: string | Buffer) => objects.set(key, Buffer.from(text)),
    async rows(Sql: string, more: object = {}): Promise<readonly (readonly unknown[])[]> {
      const { Id, Error: error } = await run(Sql, more);
      if (error !== undefined) throw new Error(error);
      const { Records = [] } = await client.send(new GetStatementResultCommand({ Id }));
      return Records.map((record) => record.map(valueOf));
    },
    async stop() {
      client.destroy();
      redshift.reset();
      await server.stop();
    },
  };
}

export type Warehouse = Awaited<ReturnType<typeof openWarehouse>>;

function valueOf(field: Field): unknown {
  return field.isNull === true ? null : Object.values(field)[0];
}
