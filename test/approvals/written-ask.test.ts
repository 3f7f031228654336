import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAsk } from '../../src/approvals/written-ask.ts';
import type { JsonValue } from '../../src/platform/index.ts';
import { gate } from './record.ts';

const place = {
  sites: [
    { account: '000000000000', region: 'eu-west-1' },
    { name: 'prod', account: '111111111111', region: 'us-east-1' },
  ],
  gate: (name: string) => (name === 'promotion' ? gate : undefined),
};
const written = {
  schema: 'signalbox/ask/1',
  gate: 'promotion',
  token: 'token-1',
  execution: 'arn:aws:states:eu-west-1:000000000000:execution:PromotionApproval:one',
  state: 'Ask',
  input: { employeeName: 'Jane Doe' },
};

describe('an ask that comes by message', () => {
  it('is taken as it is written', () => {
    expect(readAsk(written, place)).toEqual({
      kind: 'ask',
      gate,
      token: 'token-1',
      input: { employeeName: 'Jane Doe' },
      claimed: { executionArn: written.execution, stateName: 'Ask' },
    });
  });

  it('is of the execution that the service named, whatever the ask itself says', () => {
    const named = 'arn:aws:states:eu-west-1:000000000000:execution:PromotionApproval:two';
    expect(readAsk(written, place, named)).toMatchObject({ claimed: { executionArn: named } });
  });

  it('of another account is held against the gate by the name with the account before it', () => {
    const execution = 'arn:aws:states:us-east-1:111111111111:execution:PromotionApproval:one';
    expect(readAsk({ ...written, execution }, place)).toMatchObject({
      kind: 'refused',
      because: 'gate promotion is for PromotionApproval, and prod/PromotionApproval asked',
    });
    const open = { ...place, gate: () => ({ ...gate, for: ['prod/*'] }) };
    expect(readAsk({ ...written, execution }, open)).toMatchObject({
      kind: 'ask',
      claimed: { executionArn: execution },
    });
  });

  it('may come without an input', () => {
    const bare = Object.fromEntries(Object.entries(written).filter(([name]) => name !== 'input'));
    expect(readAsk(bare, place)).toMatchObject({ kind: 'ask', input: {} });
  });

  it.each([
    ['another schema', { schema: 'signalbox/ask/2' }, 'unknown schema "signalbox/ask/2"'],
    ['no gate', { gate: 7 }, 'names no gate'],
    ['an unknown gate', { gate: 'promotoin' }, 'there is no gate "promotoin"'],
    ['no token', { token: '' }, 'carries no task token'],
    ['a token that is too long', { token: 'x'.repeat(2_049) }, 'carries no task token'],
    ['no state', { state: null }, 'names no state'],
    ['no execution', { execution: undefined }, 'names no execution'],
    [
      'something that is no execution',
      { execution: 'arn:aws:sqs:eu-west-1:0:q' },
      'is not the ARN of an execution',
    ],
    [
      'another account',
      { execution: written.execution.replace('000000000000', '111122223333') },
      'account 111122223333',
    ],
    [
      'another Region',
      { execution: written.execution.replace('eu-west-1', 'us-east-1') },
      'Region us-east-1',
    ],
    [
      'another machine',
      { execution: written.execution.replace('PromotionApproval', 'Other') },
      'and Other asked',
    ],
  ])('is refused with the reason: %s', (_name, change, because) => {
    const read = readAsk({ ...written, ...change } as JsonValue, place);
    expect(read).toMatchObject({ kind: 'refused', because: expect.stringContaining(because) });
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(written)), (value, field) => {
        expect(readAsk(value as JsonValue, place)).toBeDefined();
        expect(readAsk({ ...written, [field]: value as JsonValue }, place)).toBeDefined();
      }),
    );
  });
});
