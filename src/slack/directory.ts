import { LookupFailed, type Directory, type Person, type Standing } from '../access/index.ts';
import type { Clock } from '../platform/index.ts';
import { troubleOf } from './errors.ts';
import type { WebClient } from '@slack/web-api';

/** People are looked up fresh at a click: a deactivation counts at once. */
const personForMs = 3_000;
/** usergroups.list and usergroups.users.list allow 20 calls a minute. https://docs.slack.dev/apis/web-api/rate-limits */
const groupForMs = 30_000;

interface Kept<T> {
  readonly at: number;
  readonly value: Promise<T>;
}

/** Who somebody is, from users.info and user groups. @param teamId our own workspace: everybody else is a stranger */
export function createDirectory(needs: { client: WebClient; teamId: () => string; clock: Clock }): Directory {
  const { client, clock } = needs;
  const people = new Map<string, Kept<Person>>();
  const groups = new Map<string, Kept<ReadonlySet<string>>>();

  const kept = <T>(
    cache: Map<string, Kept<T>>,
    key: string,
    forMs: number,
    read: () => Promise<T>,
  ): Promise<T> => {
    const there = cache.get(key);
    if (there && clock.now() - there.at < forMs) return there.value;
    const value = read();
    cache.set(key, { at: clock.now(), value });
    // A failure is not remembered: the next click asks again.
    value.catch(() => cache.delete(key));
    return value;
  };

  const asking = async <T>(subject: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof LookupFailed) throw error;
      const trouble = troubleOf(error);
      const why =
        trouble.kind === 'refused'
          ? trouble.code
          : trouble.kind === 'rate-limited'
            ? 'rate limited'
            : 'no answer';
      throw new LookupFailed(subject, why, { cause: error });
    }
  };

  return {
    person: (id) =>
      kept(people, id, personForMs, () =>
        asking(id, async () => {
          const { user } = await client.users.info({ user: id });
          if (user?.id === undefined) throw new LookupFailed(id, 'no such person');
          const standing = standingOf(user, needs.teamId());
          const email = user.is_email_confirmed === true ? user.profile?.email : undefined;
          return {
            id: user.id,
            name: firstNamed(user.profile?.display_name, user.real_name, user.name) ?? id,
            standing,
            ...(email !== undefined && standing === 'member' && { email: email.toLowerCase() }),
          };
        }),
      ),
    members: (handle) =>
      kept(groups, handle, groupForMs, () =>
        asking(`@${handle}`, async () => {
          const { usergroups = [] } = await client.usergroups.list({});
          const group = usergroups.find((candidate) => candidate.handle === handle);
          if (group?.id === undefined) throw new LookupFailed(`@${handle}`, 'there is no such user group');
          const { users = [] } = await client.usergroups.users.list({ usergroup: group.id });
          return new Set(users);
        }),
      ),
  };
}

interface Flags {
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly is_invited_user?: boolean;
  readonly is_workflow_bot?: boolean;
  readonly team_id?: string;
  readonly id?: string;
}

/** Only a full, active member of our own workspace is one. `is_stranger` alone misses Slack Connect people in shared channels. */
function standingOf(user: Flags, teamId: string): Standing {
  if (user.deleted === true) return 'deactivated';
  if (user.is_bot === true || user.is_workflow_bot === true || user.id === 'USLACKBOT') return 'bot';
  if (user.is_stranger === true || user.team_id !== teamId) return 'stranger';
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest';
  return user.is_invited_user === true ? 'invited' : 'member';
}

function firstNamed(...names: readonly (string | undefined)[]): string | undefined {
  return names.find((name) => name !== undefined && name !== '');
}
