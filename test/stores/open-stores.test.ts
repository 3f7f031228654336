import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStores } from '../../src/stores/index.ts';
import { asked } from '../contracts/records.ts';
import { freshStores, startDynamo } from './dynamodb/local-dynamo.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'signalbox-open-'));
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  // The credentials are found as every SDK finds them.
  process.env['AWS_ACCESS_KEY_ID'] = 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'local';
  dynamo = await startDynamo();
});
afterAll(async () => {
  await dynamo.close();
  rmSync(dataFolder, { recursive: true });
});

describe('the store that the configuration chose', () => {
  it('is the file of the data folder', async () => {
    const stores = openStores({ store: { kind: 'sqlite' }, dataFolder, aws: { region: 'eu-west-1' } });
    await stores.open();
    expect(existsSync(join(dataFolder, 'signalbox.db'))).toBe(true);
    stores.close();
  });

  it('is the table, at the address of AWS that the bot uses', async () => {
    const { table, ...there } = await freshStores(dynamo.endpoint);
    const change = await asked('token-1');
    await there.approvals.insert(change);
    const aws = { region: 'eu-west-1', endpoint: dynamo.endpoint };
    const stores = openStores({
      store: { kind: 'dynamodb', table },
      dataFolder: join(dataFolder, 'none'),
      aws,
    });
    await stores.open();
    expect(await stores.approvals.get(change.approval.id)).toEqual(change.approval);
    expect(existsSync(join(dataFolder, 'none'))).toBe(false);
    stores.close();
    there.close();
  });

  it('is the table at an address of its own, where the rest of AWS is elsewhere', async () => {
    const { table, ...there } = await freshStores(dynamo.endpoint);
    const aws = { region: 'eu-west-1', endpoint: 'http://127.0.0.1:9' };
    const stores = openStores({
      store: { kind: 'dynamodb', table, endpoint: dynamo.endpoint },
      dataFolder,
      aws,
    });
    await stores.open();
    stores.close();
    there.close();
  });

  it('refuses to open where the table is not there', async () => {
    const aws = { region: 'eu-west-1', endpoint: dynamo.endpoint };
    const stores = openStores({ store: { kind: 'dynamodb', table: 'absent' }, dataFolder, aws });
    await expect(stores.open()).rejects.toThrow('There is no DynamoDB table absent');
    stores.close();
  });
});
