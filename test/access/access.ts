import {
  createAccess,
  type Access,
  type AccessRule,
  type Directory,
  type Person,
  type PrincipalMap,
  type PrincipalSimulator,
  type Question,
} from '../../src/access/index.ts';
import { createShiftableClock, splitName, type ShiftableClock } from '../../src/platform/index.ts';

export const account = '111122223333';
export const machineArn = (name: string) => `arn:aws:states:eu-west-1:${account}:stateMachine:${name}`;

/** A policy simulator that answers from a function, and remembers what it was asked. */
export interface Asked {
  readonly principal: string;
  readonly questions: readonly Question[];
}

export interface Opened {
  readonly access: Access;
  readonly clock: ShiftableClock;
  readonly asked: Asked[];
  readonly refused: unknown[];
}

export const members = (
  groups: Readonly<Record<string, readonly string[]>>,
  people: readonly Person[],
): Directory => ({
  person: (id) => {
    const found = people.find((one) => one.id === id);
    return Promise.resolve(found ?? { id, name: id, standing: 'stranger' });
  },
  members: (handle) => Promise.resolve(new Set(groups[handle] ?? [])),
});

export function openAccess(given: {
  rules: readonly AccessRule[];
  map?: PrincipalMap;
  simulate?: PrincipalSimulator['simulate'];
  machines?: readonly string[];
  /** Default: three full members. */
  people?: readonly Person[];
}): Opened {
  const clock = createShiftableClock({ frozenAt: 1_767_603_600_000 });
  const asked: Asked[] = [];
  const refused: unknown[] = [];
  const three = ['U1', 'U2', 'U3'].map((id): Person => ({ id, name: id, standing: 'member' }));
  const people = given.people ?? three;
  const access = createAccess({
    directory: members({ releasers: ['U1', 'U2'] }, people),
    rules: () => given.rules,
    narrowedBy: () => given.map,
    simulator: {
      simulate(principal, questions) {
        asked.push({ principal, questions });
        return given.simulate?.(principal, questions) ?? Promise.resolve([]);
      },
    },
    place: (machine) => {
      const { account: named } = splitName(machine);
      if (named !== undefined && named !== 'prod') return Promise.resolve(undefined);
      const there = { partition: 'aws', account: '999988887777', region: 'us-west-2' };
      return Promise.resolve(named === 'prod' ? there : { ...there, account, region: 'eu-west-1' });
    },
    machines: () => Promise.resolve(given.machines ?? ['deploy-api', 'deploy-web', 'hello']),
    onRefused: (refusal) => {
      refused.push(refusal);
      return Promise.resolve();
    },
    clock,
  });
  return { access, clock, asked, refused };
}
