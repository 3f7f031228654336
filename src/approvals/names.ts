import type { Directory, UserId } from '../access/index.ts';
import type { Approval } from './approval.ts';

/** Names of everybody a sentence may mention; somebody who cannot be looked up keeps their id. */
export async function namesIn(
  approval: Approval,
  directory: Directory,
): Promise<ReadonlyMap<UserId, string>> {
  const ids = [
    ...approval.decisions.map((decision) => decision.approver),
    ...approval.gate.levels.flatMap((level) => level.any.filter((name) => /^[UW][A-Z0-9]+$/.test(name))),
  ];
  const named = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const name = await directory.person(id).then(
        (person) => person.name,
        () => id,
      );
      return [id, name] as const;
    }),
  );
  return new Map(named);
}
