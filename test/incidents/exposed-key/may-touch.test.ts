import { describe, expect, it } from '@jest/globals';
import { mayTouch, type Protection } from '../../../src/incidents/exposed-key/may-touch.ts';
import type { Ownership } from '../../../src/incidents/index.ts';
import { account, leaked } from './account.ts';

const self = {
  account,
  arn: `arn:aws:iam::${account}:user/ops/signalbox`,
  accessKeyId: 'AKIAIOSFODNN7OURSELF',
};
const protection: Protection = { self, protect: ['break-glass-*', 'Payroll'] };
const of = (userName: string, accessKeyId = leaked): Ownership => ({
  kind: 'user',
  key: { accessKeyId, userName, status: 'active' },
});
const touch = (
  owner: Ownership,
  more: { accessKeyId?: string; account?: string; protection?: Protection } = {},
) => mayTouch({ accessKeyId: leaked, account, ...more }, owner, more.protection ?? protection);

describe('a key that Signalbox may touch', () => {
  it('is a long-term key of an unprotected user of its own account', () => {
    expect(touch(of('ci-deployer'))).toEqual({
      may: true,
      key: expect.objectContaining({ accessKeyId: leaked }),
    });
  });

  it.each<[string, ReturnType<typeof touch>, string]>([
    ['a key of the root user', touch({ kind: 'root' }), 'root user'],
    ['a key that no user has', touch({ kind: 'nobody' }), 'No user of account 111122223333'],
    [
      'a temporary key',
      touch(of('ci', 'ASIAIOSFODNN7SESSION'), { accessKeyId: 'ASIAIOSFODNN7SESSION' }),
      'Revoke the active sessions',
    ],
    ['what is no key id', touch(of('ci'), { accessKeyId: '*' }), 'not the id of an access key'],
    [
      'a key of another account',
      touch(of('ci'), { account: '999999999999' }),
      'belongs to account 999999999999',
    ],
    [
      "Signalbox's own key",
      touch(of('other', self.accessKeyId), { accessKeyId: self.accessKeyId }),
      'Signalbox itself works with',
    ],
    ["another key of Signalbox's own user", touch(of('signalbox')), 'the user that Signalbox itself is'],
    ["Signalbox's own user, written otherwise", touch(of('SignalBox')), 'the user that Signalbox itself is'],
    ['a protected user', touch(of('break-glass-2')), 'protect: "break-glass-*"'],
    ['a protected user, written otherwise', touch(of('payroll')), 'protect: "Payroll"'],
  ])('is not %s', (_name, verdict, because) => {
    expect(verdict).toEqual({ may: false, because: expect.stringContaining(because) });
  });

  it('may be of a user that only begins like a protected one', () => {
    expect(touch(of('payroll-reader')).may).toBe(true);
  });

  it('is looked for under the role that Signalbox is, which owns no keys', () => {
    const role = { ...self, arn: `arn:aws:sts::${account}:assumed-role/signalbox/session` };
    expect(touch(of('signalbox'), { protection: { self: role, protect: [] } }).may).toBe(true);
  });

  it('is named by its last four characters alone', () => {
    const words = JSON.stringify([touch({ kind: 'root' }), touch({ kind: 'nobody' })]);
    expect(words).toContain('AKIA…KED1');
    expect(words).not.toContain(leaked);
  });
});
