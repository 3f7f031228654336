import type { Directory } from '../access/index.ts';
import { emailIn, notNeeded, type Approval } from '../approvals/index.ts';
import type { PeopleByEmail } from './people-by-email.ts';
import { foreign, person } from './text.ts';

/** Members of a group who are mentioned one by one; a larger group is named without a mention. */
const mostOneByOne = 20;

/** How Slack mentions those of some names who are still needed: nobody who has decided, or may not decide, is called. */
export type Addressees = (approval: Approval, names: readonly string[]) => Promise<readonly string[]>;

export function createAddressees(needs: {
  byEmail: PeopleByEmail;
  directory: Directory;
  /** @throws where there is none, or Slack does not say */
  groupId: (handle: string) => Promise<string>;
}): Addressees {
  const group = async (name: string, approval: Approval): Promise<readonly string[]> => {
    const handle = name.slice(1);
    const members = [...(await needs.directory.members(handle))];
    const without = notNeeded(approval);
    const needed = members.filter((id) => !without.has(id));
    if (needed.length === members.length) return [`<!subteam^${await needs.groupId(handle)}>`];
    return needed.length <= mostOneByOne ? needed.map(person) : [foreign(name, 100)];
  };
  const one = async (name: string, approval: Approval): Promise<readonly string[]> => {
    if (name.startsWith('@')) return group(name, approval);
    const email = name.startsWith('email:') ? emailIn(name, approval) : undefined;
    const id = email === undefined ? name : await needs.byEmail(email);
    return id === undefined || notNeeded(approval).has(id) ? [] : [person(id)];
  };
  return async (approval, names) => {
    const found = await Promise.all(
      // Whom Slack does not know is named as the gate has them.
      names
        .filter((name) => !name.startsWith('email:') || emailIn(name, approval) !== undefined)
        .map((name) => one(name, approval).catch(() => [foreign(name.replace(/^email:/, ''), 200)])),
    );
    return [...new Set(found.flat())];
  };
}
