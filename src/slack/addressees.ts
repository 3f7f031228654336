import type { Directory, UserId } from '../access/index.ts';
import { emailIn, notNeeded, type Approval } from '../approvals/index.ts';
import type { PeopleByEmail } from './people-by-email.ts';
import { foreign, person } from './text.ts';

/** People of a group who are called one by one, and people who get a direct message; more is no call but noise. */
const mostOneByOne = 20;

/** Those of some names who are still needed: nobody who has decided, or may not decide, is called. */
export interface Addressees {
  /** As Slack mentions them; whom it does not know is named as the gate has them. */
  mentions(approval: Approval, names: readonly string[]): Promise<readonly string[]>;
  /** By id: people and members of small groups, twenty at most. */
  people(approval: Approval, names: readonly string[]): Promise<readonly UserId[]>;
}

export function createAddressees(needs: {
  byEmail: PeopleByEmail;
  directory: Directory;
  /** @throws where there is none, or Slack does not say */
  groupId: (handle: string) => Promise<string>;
}): Addressees {
  const personOf = async (name: string, approval: Approval): Promise<readonly UserId[]> => {
    const id = name.startsWith('email:') ? await idBehind(name, approval) : name;
    return id === undefined || notNeeded(approval).has(id) ? [] : [id];
  };
  const idBehind = (name: string, approval: Approval) => {
    const email = emailIn(name, approval);
    return email === undefined ? Promise.resolve(undefined) : needs.byEmail(email);
  };
  const membersOf = async (name: string, approval: Approval) => {
    const members = [...(await needs.directory.members(name.slice(1)))];
    const without = notNeeded(approval);
    return { members, needed: members.filter((id) => !without.has(id)) };
  };
  const mention = async (name: string, approval: Approval): Promise<readonly string[]> => {
    if (!name.startsWith('@')) return (await personOf(name, approval)).map(person);
    const { members, needed } = await membersOf(name, approval);
    if (needed.length === members.length) return [`<!subteam^${await needs.groupId(name.slice(1))}>`];
    return needed.length <= mostOneByOne ? needed.map(person) : [foreign(name, 100)];
  };
  const people = async (name: string, approval: Approval): Promise<readonly UserId[]> => {
    if (!name.startsWith('@')) return personOf(name, approval);
    const { members, needed } = await membersOf(name, approval);
    return members.length <= mostOneByOne ? needed : [];
  };
  const known = (approval: Approval, names: readonly string[]) =>
    names.filter((name) => !name.startsWith('email:') || emailIn(name, approval) !== undefined);
  return {
    async mentions(approval, names) {
      const found = await Promise.all(
        known(approval, names).map((name) =>
          mention(name, approval).catch(() => [foreign(name.replace(/^email:/, ''), 200)]),
        ),
      );
      return [...new Set(found.flat())];
    },
    async people(approval, names) {
      const found = await Promise.all(
        known(approval, names).map((name) => people(name, approval).catch(() => [])),
      );
      return [...new Set(found.flat())].slice(0, mostOneByOne);
    },
  };
}
