/** `2026-02-28`, and such a day exists. */
export function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** `23:59` */
export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Slack takes seconds since the epoch of ten digits. */
export function isEpochSeconds(value: number): boolean {
  return Number.isInteger(value) && /^\d{10}$/.test(String(value));
}

/** A decimal number as somebody types it. */
export function isNumeric(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim());
}
