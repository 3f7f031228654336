import type { WebClient } from '@slack/web-api';

/** The id of the person behind an address that Slack has confirmed; undefined where it knows none. @throws */
export type PeopleByEmail = (email: string) => Promise<string | undefined>;

export function createPeopleByEmail(client: WebClient): PeopleByEmail {
  const known = new Map<string, string>();
  return async (email) => {
    const before = known.get(email);
    if (before !== undefined) return before;
    const { user } = await client.users.lookupByEmail({ email });
    if (user?.id === undefined || user.is_email_confirmed !== true) return undefined;
    known.set(email, user.id);
    return user.id;
  };
}
