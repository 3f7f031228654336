import { canonicalJson } from '../../../../platform/index.ts';
import type { Operations } from '../../operation.ts';
import type { Activities, KeptActivity } from '../activities.ts';
import { mustRead } from '../definition.ts';
import type { Alias, Machines, Revision, StoredMachine, Version } from '../machine.ts';
import { keptRevision, type KeptRevision } from './entry.ts';
import type { Journal } from './journal.ts';

type KeptVersion = Omit<Version, 'revision'> & { readonly revision: KeptRevision };
interface KeptMachine extends Omit<StoredMachine, 'revision' | 'versions' | 'aliases' | 'tags'> {
  readonly revision: KeptRevision;
  readonly versions: readonly KeptVersion[];
  readonly aliases: readonly Alias[];
  readonly tags: readonly (readonly [string, string])[];
}

/** What is kept beside executions: machines with their versions and aliases, and activities. */
interface Rest {
  readonly machines?: readonly KeptMachine[];
  readonly activities?: readonly KeptActivity[];
}

const changing =
  /^(Create|Update|Delete|Publish)(StateMachine|StateMachineVersion|StateMachineAlias|Activity)$|^(Tag|Untag)Resource$/;

/** The same operations; what changes something is kept before it is answered. */
export function keeping(
  operations: Operations,
  needs: { journal: Journal; machines: Machines; activities: Activities },
): Operations {
  const { journal, machines, activities } = needs;
  return Object.fromEntries(
    Object.entries(operations).map(([name, run]): [string, typeof run] => {
      if (!changing.test(name)) return [name, run];
      return [
        name,
        async (...call) => {
          const answer = await run(...call);
          const rest: Rest = {
            machines: [...machines.values()].map(keptMachine),
            activities: activities.kept(),
          };
          journal.keepRest(rest);
          return answer;
        },
      ];
    }),
  );
}

export function restoreRest(
  rest: unknown,
  { machines, activities }: { machines: Machines; activities: Activities },
): void {
  const kept = (rest ?? {}) as Rest;
  // Versions are told from the machine by whether they are the same object.
  const read = new Map<string, Revision>();
  const revisionOf = (revision: KeptRevision, type: StoredMachine['type']): Revision => {
    const key = canonicalJson(revision);
    const found = read.get(key) ?? { ...revision, machine: mustRead(revision.definition, type) };
    read.set(key, found);
    return found;
  };
  for (const machine of kept.machines ?? []) {
    machines.set(machine.arn, {
      ...machine,
      revision: revisionOf(machine.revision, machine.type),
      versions: machine.versions.map((version) => ({
        ...version,
        revision: revisionOf(version.revision, machine.type),
      })),
      aliases: new Map(machine.aliases.map((alias) => [alias.arn, alias])),
      tags: new Map(machine.tags),
    });
  }
  activities.restore(kept.activities ?? []);
}

function keptMachine(machine: StoredMachine): KeptMachine {
  return {
    ...machine,
    revision: keptRevision(machine.revision),
    versions: machine.versions.map((version) => ({ ...version, revision: keptRevision(version.revision) })),
    aliases: [...machine.aliases.values()],
    tags: [...machine.tags],
  };
}
