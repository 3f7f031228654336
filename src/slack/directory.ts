import { LookupFailed, type Directory, type Person, type Standing } from '../access/index.ts';
import type { Clock } from '../platform/index.ts';
import { refusalIn, troubleOf } from './errors.ts';
import type { WebClient } from '@slack/web-api';

/** What is only shown, or only refused, may rest on an answer of a moment ago; a decision asks anew. */
const personForMs = 3_000;
/** usergroups.list and usergroups.users.list allow 20 calls a minute. https://docs.slack.dev/apis/web-api/rate-limits */
const groupForMs = 30_000;
/** Which id a handle has changes almost never. */
const handlesForMs = 300_000;

const scopeRemedy =
  'Whoever runs Signalbox must give the app that scope and install it again (`signalbox doctor` says which are missing).';

export interface SlackDirectory extends Directory {
  /** Slack's id of a user group by its handle. @throws {LookupFailed} */
  groupId(handle: string): Promise<string>;
}

interface Kept<T> {
  readonly at: number;
  readonly value: Promise<T>;
}

/** Who somebody is, from users.info and user groups. @param teamId our own workspace: everybody else is a stranger */
export function createDirectory(needs: {
  client: WebClient;
  teamId: () => string | Promise<string>;
  clock: Clock;
}): SlackDirectory {
  const { client, clock } = needs;
  const people = new Map<string, Kept<Person>>();
  const groups = new Map<string, Kept<ReadonlySet<string>>>();
  const handles = new Map<string, Kept<ReadonlyMap<string, string>>>();

  const kept = <T>(
    cache: Map<string, Kept<T>>,
    key: string,
    forMs: number,
    read: () => Promise<T>,
    fresh = false,
  ): Promise<T> => {
    const there = cache.get(key);
    if (there && !fresh && clock.now() - there.at < forMs) return there.value;
    const value = read();
    cache.set(key, { at: clock.now(), value });
    // A failure is not remembered: the next click asks again.
    value.catch(() => {
      if (cache.get(key)?.value === value) cache.delete(key);
    });
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
          ? refusalIn(trouble)
          : trouble.kind === 'rate-limited'
            ? 'rate limited'
            : 'no answer';
      const lacking = trouble.kind === 'refused' && trouble.code === 'missing_scope';
      throw new LookupFailed(subject, why, {
        cause: error,
        unanswered: trouble.kind === 'unanswered',
        // Waiting does not help.
        ...(lacking && { remedy: scopeRemedy }),
      });
    }
  };

  const readPerson = (id: string) =>
    asking(id, async (): Promise<Person> => {
      const { user } = await client.users.info({ user: id });
      if (user?.id === undefined) throw new LookupFailed(id, 'no such person');
      const standing = standingOf(user, await needs.teamId());
      const email = user.is_email_confirmed === true ? user.profile?.email : undefined;
      return {
        id: user.id,
        name: firstNamed(user.profile?.display_name, user.real_name, user.name) ?? id,
        standing,
        ...(user.tz !== undefined && { zone: user.tz }),
        ...(email !== undefined && standing === 'member' && { email: email.toLowerCase() }),
      };
    });

  const readHandles = async (): Promise<ReadonlyMap<string, string>> => {
    const { usergroups = [] } = await client.usergroups.list({});
    return new Map(
      usergroups.flatMap(({ id, handle }) =>
        id === undefined || handle === undefined ? [] : [[handle, id] as const],
      ),
    );
  };

  /** Id of a user group. A handle that is not known yet may be new: it is looked for again. */
  const idOf = async (handle: string): Promise<string> => {
    const known = (await kept(handles, 'all', handlesForMs, readHandles)).get(handle);
    const id = known ?? (await kept(handles, 'all', handlesForMs, readHandles, true)).get(handle);
    if (id !== undefined) return id;
    const remedy = 'Whoever runs Signalbox must mend the name in signalbox.yaml.';
    throw new LookupFailed(`@${handle}`, 'there is no such user group', { remedy });
  };

  const readMembers = (handle: string) =>
    asking(`@${handle}`, async (): Promise<ReadonlySet<string>> => {
      const { users = [] } = await client.usergroups.users.list({ usergroup: await idOf(handle) });
      return new Set(users);
    });

  return {
    person: (id, { fresh } = {}) => kept(people, id, personForMs, () => readPerson(id), fresh),
    members: (handle, { fresh } = {}) => kept(groups, handle, groupForMs, () => readMembers(handle), fresh),
    groupId: (handle) => asking(`@${handle}`, () => idOf(handle)),
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
