import { describe, expect, it } from '@jest/globals';
import { callerPerson } from '../../src/cli/caller.ts';

const user = 'arn:aws:iam::000000000000:user/approver';
const role = 'arn:aws:iam::111111111111:role/team/release-manager';
const session = 'arn:aws:sts::111111111111:assumed-role/release-manager/jane';

describe('the person behind a caller of AWS', () => {
  it.each([
    ['a user by their ARN', user, { U0A: { iam: user } }],
    ['a session by its role, whatever the role’s path', session, { U0A: { iam: role } }],
    ['a session by its own ARN', session, { U0A: { iam: session } }],
    ['a session by its own ARN before its role', session, { U0B: { iam: role }, U0A: { iam: session } }],
  ])('is found: %s', (_which, arn, people) => {
    expect(callerPerson(arn, people)).toEqual({ kind: 'known', id: 'U0A' });
  });

  it.each([
    ['another user', 'arn:aws:iam::000000000000:user/approver2', { U0A: { iam: user } }],
    ['the same name in another account', 'arn:aws:iam::222222222222:user/approver', { U0A: { iam: user } }],
    [
      'a role of that name in another account',
      session.replace('111111111111', '222222222222'),
      { U0A: { iam: role } },
    ],
    [
      'a role of that name in another partition',
      session.replace('arn:aws:', 'arn:aws-cn:'),
      { U0A: { iam: role } },
    ],
    [
      'a role whose name only ends like it',
      session.replace('release-manager', 'no-release-manager'),
      { U0A: { iam: role } },
    ],
    [
      'another session of a role that is given by session',
      session.replace('jane', 'joe'),
      { U0A: { iam: session } },
    ],
    ['a user named like a role', 'arn:aws:iam::111111111111:user/release-manager', { U0A: { iam: role } }],
    ['nobody, where nobody has an ARN', user, { U0A: { email: 'a@example.com' } }],
  ])('is not found: %s', (_which, arn, people) => {
    const found = callerPerson(arn, people);
    expect(found).toMatchObject({ kind: 'unknown', because: expect.stringContaining(`you are ${arn}`) });
  });

  it('is told what to write, for a user', () => {
    expect(callerPerson(user, {})).toMatchObject({
      because: expect.stringContaining(`people: U0YOURSLACKID: { iam: "${user}" }`),
    });
  });

  it('is told what to write, for a session: its role, or itself', () => {
    expect(callerPerson(session, {})).toMatchObject({
      because: expect.stringMatching(
        /iam: "arn:aws:iam::111111111111:role\/release-manager".*assumed-role\/release-manager\/jane/,
      ),
    });
  });

  it('is nobody where two people have the ARN', () => {
    expect(callerPerson(user, { U0A: { iam: user }, U0B: { iam: user } })).toMatchObject({
      kind: 'unknown',
      because: expect.stringContaining('U0A and U0B'),
    });
  });
});
