import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientOf, startDynamo } from '../stores/dynamodb/local-dynamo.ts';
import { openDynamoStores } from '../../src/stores/dynamodb/index.ts';

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

/** Runs the built command line to its end. */
function run(env: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['dist/cli/main.js', 'store', 'create'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) =>
    child.once('close', (code) => {
      resolve({ code, said });
    }),
  );
}

describe('signalbox store create', () => {
  it('makes the table, and leaves it alone the second time', async () => {
    const env = { AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: dynamo.endpoint, SIGNALBOX_TABLE: 'mine' };
    const first = await run(env);
    expect(first).toEqual({ code: 0, said: expect.stringContaining('table mine is made') });
    const stores = openDynamoStores(clientOf(dynamo.endpoint), 'mine');
    await stores.open();
    await stores.seen.add(['kept'], 1);
    expect(await run(env)).toEqual({ code: 0, said: expect.stringContaining('there already, and fits') });
    expect(await stores.seen.has('kept')).toBe(true);
    stores.close();
  });

  it('says what of the environment it lacks', async () => {
    const { code, said } = await run({ SIGNALBOX_TABLE: 'x' });
    expect(code).toBe(1);
    expect(said).toContain('AWS_REGION: is not set');
    expect(said).toContain('SIGNALBOX_TABLE: is "x"');
  });
});
