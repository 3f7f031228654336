const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** A span of time as people say it: `2 hours`. Pure. */
export function inWords(seconds: number): string {
  for (const [name, length] of units) {
    if (seconds < length) continue;
    const count = Math.round(seconds / length);
    if (count * length !== seconds && name !== 'minute') continue;
    return `${String(count)} ${name}${count === 1 ? '' : 's'}`;
  }
  return `${String(Math.round(seconds))} seconds`;
}
