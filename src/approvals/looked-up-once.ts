import type { Directory } from '../access/index.ts';

/** A directory that looks everything up anew, once: for one act that asks the same about many things. */
export function lookedUpOnce(directory: Directory): Directory {
  const people = new Map<string, ReturnType<Directory['person']>>();
  const groups = new Map<string, ReturnType<Directory['members']>>();
  const once = <T>(known: Map<string, T>, key: string, look: () => T): T => {
    const found = known.get(key) ?? look();
    known.set(key, found);
    return found;
  };
  return {
    person: (id) => once(people, id, () => directory.person(id, { fresh: true })),
    members: (handle) => once(groups, handle, () => directory.members(handle, { fresh: true })),
  };
}
