import { describe, expect, it } from '@jest/globals';
import { handler as validateInput } from '../../../src/workflows/bucket-sync/functions/validate-input.ts';
import { openAccount } from '../account.ts';
import { describeBucketSync } from './cases.ts';

describeBucketSync('the sandbox', openAccount);

describe('validate-input', () => {
  const given = {
    source: 'a',
    destination: 'b',
    sourceRegion: 'us-east-1',
    destinationRegion: 'us-east-1',
    input: {},
  };
  it('says whether both are in one Region, and begins at the first keys', async () => {
    const start = { copyAfter: '', deleteAfter: '', copied: 0, deleted: 0 };
    expect(await validateInput(given)).toEqual({ ...start, sameRegion: true });
    expect(await validateInput({ ...given, sourceRegion: 'eu-west-1' })).toEqual({
      ...start,
      sameRegion: false,
    });
  });

  it('goes on where the execution before it was', async () => {
    const resume = { copyAfter: 'k', deleteAfter: 'm', copied: 3, deleted: 4 };
    expect(await validateInput({ ...given, input: { resume } })).toEqual({ ...resume, sameRegion: true });
  });

  it('refuses a bucket twice', async () => {
    const twice = validateInput({ ...given, destination: 'a' });
    await expect(twice).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});
