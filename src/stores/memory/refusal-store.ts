import type { RefusalLine, RefusalStore } from '../../access/index.ts';

export function createMemoryRefusalStore(): RefusalStore {
  const lines: string[] = [];
  const all = () => lines.map((line) => JSON.parse(line) as RefusalLine);
  return {
    last: (person) => Promise.resolve(all().findLast((line) => line.person === person)),
    append(line) {
      const taken = all().some((one) => one.person === line.person && one.sequence === line.sequence);
      if (!taken) lines.push(JSON.stringify(line));
      return Promise.resolve(taken ? 'taken' : 'appended');
    },
    async *lines(person) {
      await Promise.resolve();
      yield* all().filter((line) => person === undefined || line.person === person);
    },
  };
}
