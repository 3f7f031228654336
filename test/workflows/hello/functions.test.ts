import { expect, it } from '@jest/globals';
import { handler as greet } from '../../../src/workflows/hello/functions/greet.ts';

it.each([
  [{ name: 'Jane' }, 'Hello, Jane!'],
  [{}, 'Hello, world!'],
])('greets whoever %j names', async (event, greeting) => {
  expect(await greet(event)).toEqual({ greeting });
});
