import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import { executionArn, pass, running } from './account.ts';

describe('GetExecutionHistory', () => {
  it('pages forwards and backwards', async () => {
    const account = await running(pass);
    const page = (more: JsonObject) =>
      account.call('GetExecutionHistory', { executionArn, maxResults: 2, ...more });
    const ids = ({ events }: JsonObject) =>
      (events as unknown as readonly { id: number }[]).map(({ id }) => id);
    const first = await page({});
    const rest = await page({ nextToken: first['nextToken'] ?? '' });
    expect([ids(first), ids(rest), rest['nextToken']]).toEqual([[1, 2], [3, 4], undefined]);
    const last = await page({ reverseOrder: true });
    const before = await page({ reverseOrder: true, nextToken: last['nextToken'] ?? '' });
    expect([ids(last), ids(before), before['nextToken']]).toEqual([[4, 3], [2, 1], undefined]);
    await expect(page({ nextToken: Buffer.from(String(99)).toString('base64url') })).rejects.toMatchObject({
      code: 'InvalidToken',
    });
  });

  it('leaves inputs and outputs out where the data is not wanted', async () => {
    const account = await running(pass, { secret: 1 });
    const text = JSON.stringify(await account.history(executionArn, { includeExecutionData: false }));
    expect(text).not.toContain('secret');
    expect(text).toContain('roleArn');
  });
});
