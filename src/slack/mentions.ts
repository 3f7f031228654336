import { emailIn, namedNow, type Approval } from '../approvals/index.ts';
import type { PeopleByEmail } from './people-by-email.ts';
import { person } from './text.ts';

/** How Slack mentions those whom a level names by e-mail address or group handle; whom it does not know is left out. */
export type Mentions = (approval: Approval) => Promise<ReadonlyMap<string, string>>;

/** @param groupId id of a user group by its handle. @throws where there is none, or Slack does not say */
export function createMentions(needs: {
  byEmail: PeopleByEmail;
  groupId: (handle: string) => Promise<string>;
}): Mentions {
  const { byEmail, groupId } = needs;
  return async (approval) => {
    const found = await Promise.all(
      namedNow(approval).map(async (name): Promise<readonly (readonly [string, string])[]> => {
        try {
          if (name.startsWith('@')) return [[name, `<!subteam^${await groupId(name.slice(1))}>`]];
          const email = name.startsWith('email:') ? emailIn(name, approval) : undefined;
          const id = email === undefined ? undefined : await byEmail(email);
          return email === undefined || id === undefined ? [] : [[email, person(id)]];
        } catch {
          // A card without a mention is better than none: the name stands there as the gate has it.
          return [];
        }
      }),
    );
    return new Map(found.flat());
  };
}
