import { expect, it } from '@jest/globals';
import { isMapChild } from '../../src/executions/map-child.ts';

it.each([
  ['arn:aws:states:eu-west-1:000000000000:execution:deploy:one', false],
  ['arn:aws:states:eu-west-1:000000000000:execution:deploy/Each:2f6c', true],
  ['no arn', false],
])('%s is an execution of a Map’s item: %s', (arn, is) => {
  expect(isMapChild(arn)).toBe(is);
});
