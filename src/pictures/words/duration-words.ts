const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A stretch of time as people say it, two units at most: `340 ms`, `1.2 s`, `3 min 20 s`, `2 d 4 h`. Pure. */
export function durationWords(ms: number): string {
  if (ms < second) return `${String(Math.max(0, Math.floor(ms)))} ms`;
  if (ms < 10 * second) return `${String(Math.floor(ms / 100) / 10)} s`;
  if (ms < minute) return `${String(Math.floor(ms / second))} s`;
  if (ms < hour) return pair(ms, minute, 'min', second, 's');
  if (ms < day) return pair(ms, hour, 'h', minute, 'min');
  return pair(ms, day, 'd', hour, 'h');
}

function pair(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  return `${String(Math.floor(ms / large))} ${largeName}${rest > 0 ? ` ${String(rest)} ${smallName}` : ''}`;
}
