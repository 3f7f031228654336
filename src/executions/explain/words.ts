import type { Place } from './place.ts';

export function nth(count: number): string {
  const last = count % 10;
  const tens = Math.floor(count / 10) % 10;
  const ending = tens === 1 ? 'th' : last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th';
  return `${String(count)}${ending}`;
}

export function timesOver(count: number): string {
  return count === 1 ? '' : count === 2 ? ' twice' : ` ${String(count)} times`;
}

/** `item 3 of Map "Each order"`: which part of a Map or Parallel state; undefined outside of both. */
export function whereIn({ within }: Place): string | undefined {
  if (within.length === 0) return undefined;
  return within
    .map(({ kind, of, part }) => {
      const name = of.state === undefined ? '' : ` "${of.state}"`;
      return kind === 'Map' && typeof part === 'number'
        ? `item ${String(part + 1)} of Map${name}`
        : `branch "${String(part)}" of Parallel${name}`;
    })
    .reverse()
    .join(', in ');
}
