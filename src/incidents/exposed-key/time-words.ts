const minute = 60_000;
const units = [
  { name: 'day', ms: 1_440 * minute },
  { name: 'hour', ms: 60 * minute },
  { name: 'minute', ms: minute },
] as const;

/** `412 days`, `3 hours`: one unit, rounded down. */
export function spanInWords(ms: number): string {
  const unit = units.find((one) => ms >= one.ms);
  if (!unit) return 'less than a minute';
  const count = Math.floor(ms / unit.ms);
  return `${String(count)} ${unit.name}${count === 1 ? '' : 's'}`;
}

/** `2026-05-01 14:02 UTC`: what is told is also mailed, where no reader's zone is known. */
export function momentInWords(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
