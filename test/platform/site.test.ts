import { describe, expect, it } from '@jest/globals';
import { fitsGlob, machineOfArn, nameAt, siteInWords, siteOf, splitName } from '../../src/platform/index.ts';

const prod = { name: 'prod', account: '111111111111', region: 'eu-west-1' };
const dr = { ...prod, name: 'dr', region: 'us-west-2' };
const arn = (region: string, account: string) => `arn:aws:states:${region}:${account}:execution:deploy:one`;

describe('an account and Region', () => {
  it('is found by the ARN: both must fit', () => {
    expect(siteOf(arn('us-west-2', '111111111111'), [prod, dr])).toBe(dr);
    expect(siteOf(arn('us-east-1', '111111111111'), [prod, dr])).toBeUndefined();
    expect(siteOf('not an arn', [prod])).toBeUndefined();
  });

  it.each([
    [{ executionArn: arn('eu-west-1', '111111111111') }, 'prod · 111111111111 · eu-west-1'],
    [{ executionArn: arn('us-east-1', '000000000000') }, '000000000000 · us-east-1'],
    [{ activity: 'dr/Review' }, 'dr · 111111111111 · us-west-2'],
    [{ activity: 'Review' }, undefined],
    [{}, undefined],
  ])('of %j is said as %j', (place, words) => {
    expect(siteInWords(place, [prod, dr])).toBe(words);
  });

  it('is not said where there is but home', () => {
    expect(siteInWords({ executionArn: arn('us-east-1', '000000000000') }, [])).toBeUndefined();
  });
});

describe('the name of a state machine', () => {
  it('has its account before a slash, and none at home', () => {
    expect(nameAt('prod', 'deploy')).toBe('prod/deploy');
    expect(nameAt(undefined, 'deploy')).toBe('deploy');
    expect(splitName('prod/deploy')).toEqual({ account: 'prod', plain: 'deploy' });
    expect(splitName('deploy')).toEqual({ plain: 'deploy' });
  });

  it('is in the ARN of an execution, also of an item of a distributed Map', () => {
    expect(machineOfArn(arn('eu-west-1', '1'))).toBe('deploy');
    expect(machineOfArn('arn:aws:states:eu-west-1:1:execution:deploy/Each:one')).toBe('deploy');
  });

  it.each([
    ['*', 'deploy', true],
    ['*', 'prod/deploy', false],
    ['deploy-*', 'prod/deploy-api', false],
    ['prod/*', 'prod/deploy', true],
    ['prod/deploy-*', 'prod/deploy-api', true],
    ['*/*', 'prod/deploy', true],
    ['*/*', 'deploy', false],
    ['*/deploy', 'dr/deploy', true],
  ])('fits %s: %s, %s', (glob, name, fits) => {
    expect(fitsGlob(glob, name)).toBe(fits);
  });
});
