import type { Directory, UserId } from '../access/index.ts';
import { CodedError } from '../platform/index.ts';
import type { Incident } from './incident.ts';
import type { Wish } from './press.ts';

/** Whether Slack did not say who somebody is; whoever wanted to know refuses. */
export function isLookupFailure(error: unknown): error is CodedError {
  return error instanceof CodedError && error.code === 'lookup-failed';
}

/** Whether a list of user ids and groups (`@security`) has this person in it. @throws {LookupFailed} */
export async function isAmong(names: readonly string[], who: UserId, directory: Directory): Promise<boolean> {
  if (names.includes(who) || names.includes('@everyone')) return true;
  let failed: CodedError | undefined;
  for (const name of names.filter((one) => one.startsWith('@'))) {
    try {
      if ((await directory.members(name.slice(1), { fresh: true })).has(who)) return true;
    } catch (error) {
      if (!isLookupFailure(error)) throw error;
      failed = error;
    }
  }
  // Who is in none of those that are known may be in one that is not.
  if (failed) throw failed;
  return false;
}

/** What people of an incident are called, as far as Slack says. */
export async function namesOf(
  { state, commander, steps }: Incident,
  wish: Wish,
  directory: Directory,
): Promise<ReadonlyMap<UserId, string>> {
  const ids = [
    state.kind === 'open' ? undefined : state.by,
    commander,
    wish.kind === 'assign' ? wish.to : undefined,
    wish.kind === 'step' ? steps[wish.step]?.by : undefined,
  ];
  const known = new Set(ids.filter((id) => id !== undefined));
  const names = await Promise.all(
    [...known].map(async (id) => {
      const name = await directory.person(id).then(
        (person) => person.name,
        () => id,
      );
      return [id, name] as const;
    }),
  );
  return new Map(names);
}
