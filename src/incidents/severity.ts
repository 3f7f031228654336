/** How loud it is; from quiet to loud. */
export const severities = ['low', 'normal', 'high', 'critical'] as const;

export type Severity = (typeof severities)[number];

/** 0 for the quietest. */
export function loudness(severity: Severity): number {
  return severities.indexOf(severity);
}
