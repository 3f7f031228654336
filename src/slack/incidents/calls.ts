import type { PeopleByEmail } from '../people-by-email.ts';
import { foreign, person } from '../text.ts';

/** How Slack mentions whom an incident calls: a group, a person, or a person by e-mail address. */
export type Calls = (name: string) => Promise<string>;

/** @param groupId id of a user group by its handle. @throws where there is none, or Slack does not say */
export function createCalls(needs: {
  byEmail: PeopleByEmail;
  groupId: (handle: string) => Promise<string>;
}): Calls {
  return async (name) => {
    try {
      if (name.startsWith('@')) return `<!subteam^${await needs.groupId(name.slice(1))}>`;
      if (name.startsWith('email:')) {
        const id = await needs.byEmail(name.slice('email:'.length));
        return id === undefined ? foreign(name.slice('email:'.length), 200) : person(id);
      }
    } catch {
      // A reply without a mention is better than none: whom it was for stands there.
    }
    return /^[UW][A-Z0-9]+$/.test(name) ? person(name) : foreign(name, 100);
  };
}
