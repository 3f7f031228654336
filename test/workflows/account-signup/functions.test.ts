import { describe, expect, it } from '@jest/globals';
import { handler as suggest } from '../../../src/workflows/account-signup/functions/suggest-account-name.ts';
import { openOnSandbox } from '../functions-on.ts';
import { describeAccountSignup } from './cases.ts';

describeAccountSignup('the sandbox', openOnSandbox);

describe('SuggestAccountName', () => {
  const email = 'ada@example.com';

  it.each([
    ['ada', 'ada1'],
    ['ada1', 'ada2'],
    ['ada9', 'ada10'],
    ['r2d2', 'r2d3'],
  ])('makes of %s the name %s', async (name, next) => {
    expect(await suggest({ name, email })).toEqual({ name: next, email, suggestions: [next] });
  });

  it('gives up after five, and says which were taken', async () => {
    const suggestions = ['ada1', 'ada2', 'ada3', 'ada4', 'ada5'];
    await expect(suggest({ name: 'ada5', email, suggestions })).rejects.toMatchObject({
      name: 'NoAccountNameLeftError',
      message: 'Also taken: ada1, ada2, ada3, ada4, ada5. Ask for another name.',
    });
  });

  it('drops what CreateAccount left in the state, but not the wish', async () => {
    const state = { name: 'ada', email, taken: { Error: 'AccountAlreadyExistsError' } };
    expect(await suggest(state)).toEqual({ name: 'ada1', email, suggestions: ['ada1'] });
  });
});
