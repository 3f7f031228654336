import { describe, expect, it } from '@jest/globals';
import { createAccess, LookupFailed, may, type Person } from '../../src/access/index.ts';
import { systemClock } from '../../src/platform/index.ts';

const member: Person = { id: 'U1', name: 'requester', standing: 'member' };
const rules = [
  { allow: ['start', 'list'] as const, who: ['@release-managers'], on: ['deploy-*'] },
  { allow: ['abort'] as const, who: ['U1'], on: ['*'] },
];
const groups = new Map([['release-managers', new Set(['U1'])]]);

describe('may', () => {
  it.each([
    ['start', 'deploy-api', true],
    ['start', 'HelloWorld', false],
    ['abort', 'HelloWorld', true],
    ['redrive', 'deploy-api', false],
  ] as const)('%s on %s: %s', (action, machine, allowed) => {
    const verdict = may(member, action, machine, rules, groups);
    expect(verdict.allowed).toBe(allowed);
    expect(verdict.because).toContain('signalbox.yaml');
  });

  it.each(['guest', 'stranger', 'bot', 'deactivated', 'invited'] as const)(
    'refuses a %s whatever the rules say',
    (standing) => {
      expect(may({ ...member, standing }, 'abort', 'HelloWorld', rules, groups).allowed).toBe(false);
    },
  );

  it.each([
    [['@oncall', '@release-managers'], 'only @oncall, @release-managers may'],
    [['@oncall', 'U7', 'U8'], 'only @oncall, 2 people by name may'],
    [['U7'], 'only one person by name may'],
    [[], 'nobody may'],
  ])('tells who is refused whom to ask: %j', (who, words) => {
    const asked = may(member, 'respond', 'alarms', [{ allow: ['respond'], who, on: ['*'] }], new Map());
    expect(asked).toEqual({
      allowed: false,
      because: `no rule of signalbox.yaml allows you to respond to alarms; ${words}`,
    });
  });

  it('refuses where nobody wrote a rule', () => {
    expect(may(member, 'list', 'HelloWorld', [], new Map()).allowed).toBe(false);
  });

  it('refuses while a look-up fails, and says so', async () => {
    const failing = () => Promise.reject(new LookupFailed('U1', 'no answer'));
    const access = createAccess({
      directory: { person: failing, members: failing },
      rules: () => rules,
      narrowedBy: () => undefined,
      simulator: { simulate: failing },
      place: failing,
      machines: failing,
      onRefused: () => Promise.resolve(),
      clock: systemClock(),
    });
    expect(await access.may('U1', 'abort', 'HelloWorld')).toMatchObject({
      allowed: false,
      because: expect.stringContaining('no answer'),
    });
  });
});
