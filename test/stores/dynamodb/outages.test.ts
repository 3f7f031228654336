import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnusable } from '../../../src/platform/index.ts';
import {
  openDynamoStores,
  TableDenied,
  TableMissing,
  TableThrottled,
  TableUnreachable,
} from '../../../src/stores/dynamodb/index.ts';
import { aborted, asked } from '../../contracts/records.ts';
import { breakCalls, deniedCall, serverFault, throttled, unknownCaller } from './broken-client.ts';
import { freshStores, startDynamo } from './local-dynamo.ts';

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

/** Of few tries: how long they take is the SDK's business. */
const client = (endpoint = dynamo.endpoint) =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 300, requestTimeout: 300, throwOnRequestTimeout: true },
  });

async function saidOf(work: Promise<unknown>): Promise<StoreUnusable> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof StoreUnusable) return error;
  throw new Error('it was not said of the store', { cause: error });
}

/** A table with one approval, and the same through a client that fails from some moment on, until it is mended. */
async function failing(error: () => Error) {
  const well = await freshStores(dynamo.endpoint);
  const change = await asked('token-1');
  await well.approvals.insert(change);
  const broken = client();
  const outage = { on: true };
  breakCalls(broken, {
    before() {
      if (outage.on) throw error();
    },
  });
  return { well, stores: openDynamoStores(broken, well.table), approval: change.approval, outage };
}

describe.each([
  [
    'does not let Signalbox in',
    deniedCall,
    TableDenied,
    /does not let Signalbox use the table .*deploy\/store.yaml/,
  ],
  ['does not know the caller', unknownCaller, TableDenied, /mend the credentials/],
  ['throttles every try', throttled, TableThrottled, /throttles the calls to the table .*goes on by itself/],
  ['fails at every try', serverFault, TableUnreachable, /does not answer for the table .*goes on by itself/],
])('a DynamoDB that %s', (_what, error, kind, sentence) => {
  it('is told at the start, in one sentence', async () => {
    const { stores } = await failing(error);
    const told = await saidOf(stores.open());
    expect(told).toBeInstanceOf(kind);
    expect(told.message).toMatch(sentence);
    expect(told.lasting).toBe(false);
  });

  it('grants nothing while running, is found by a look, and well again by the next', async () => {
    const { well, stores, approval, outage } = await failing(error);
    expect(await saidOf(stores.approvals.replace(aborted(approval)))).toBeInstanceOf(kind);
    expect(await saidOf(stores.approvals.get(approval.id))).toBeInstanceOf(kind);
    expect(await saidOf(stores.look())).toBeInstanceOf(kind);
    expect(await well.approvals.get(approval.id)).toEqual(approval);
    outage.on = false;
    await stores.look();
    expect(await stores.approvals.replace(aborted(approval))).toBe('replaced');
  });
});

describe('a DynamoDB at whose address', () => {
  it('nobody listens is told at the start and by every call', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const stores = openDynamoStores(client(`http://127.0.0.1:${String(port)}`), 'signalbox');
    for (const call of [() => stores.open(), () => stores.look(), () => stores.seen.has('a')]) {
      const told = await saidOf(call());
      expect(told).toBeInstanceOf(TableUnreachable);
      expect(told.message).toContain('AWS_ENDPOINT_URL');
    }
    stores.close();
  });

  it('nobody answers is told, and a write may have been carried out', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const stores = openDynamoStores(client(`http://127.0.0.1:${String(port)}`), 'signalbox');
    const told = await saidOf(stores.seen.add(['a'], 1));
    expect(told).toBeInstanceOf(TableUnreachable);
    expect(told.perhapsWritten).toBe(true);
    stores.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a table that is looked at', () => {
  it('shows nothing of the look among its records', async () => {
    const stores = await freshStores(dynamo.endpoint);
    await stores.look();
    await stores.look();
    expect(await stores.approvals.pending(9)).toEqual([]);
    expect(await stores.approvals.due(Number.MAX_SAFE_INTEGER, 9)).toEqual([]);
    const audit: unknown[] = [];
    for await (const entry of stores.approvals.audit()) audit.push(entry);
    expect(audit).toEqual([]);
  });

  it('and is gone is told', async () => {
    const stores = await freshStores(dynamo.endpoint);
    await stores.client.send(new DeleteTableCommand({ TableName: stores.table }));
    expect(await saidOf(stores.look())).toBeInstanceOf(TableMissing);
  });
});
