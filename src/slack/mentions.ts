import type { WebClient } from '@slack/web-api';
import { emailIn, type Approval } from '../approvals/index.ts';

/** How Slack mentions those whom a level names by e-mail address or group handle; whom it does not know is left out. */
export type Mentions = (approval: Approval) => Promise<ReadonlyMap<string, string>>;

/** @param groupId id of a user group by its handle. @throws where there is none, or Slack does not say */
export function createMentions(needs: {
  client: WebClient;
  groupId: (handle: string) => Promise<string>;
}): Mentions {
  const { client, groupId } = needs;
  const people = new Map<string, string>();

  const mention = async (email: string): Promise<string | undefined> => {
    const known = people.get(email);
    if (known !== undefined) return known;
    const { user } = await client.users.lookupByEmail({ email });
    if (user?.id === undefined || user.is_email_confirmed !== true) return undefined;
    people.set(email, `<@${user.id}>`);
    return `<@${user.id}>`;
  };

  return async (approval) => {
    const level = approval.gate.levels[approval.level] ?? approval.gate.levels[0];
    const found = await Promise.all(
      level.any.map(async (name): Promise<readonly (readonly [string, string])[]> => {
        try {
          if (name.startsWith('@')) return [[name, `<!subteam^${await groupId(name.slice(1))}>`]];
          const email = name.startsWith('email:') ? emailIn(name, approval) : undefined;
          const mentioned = email === undefined ? undefined : await mention(email);
          return email === undefined || mentioned === undefined ? [] : [[email, mentioned]];
        } catch {
          // A card without a mention is better than none: the name stands there as the gate has it.
          return [];
        }
      }),
    );
    return new Map(found.flat());
  };
}
