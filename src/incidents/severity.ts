/** How loud it is; from quiet to loud. */
export const severities = ['low', 'normal', 'high', 'critical'] as const;

export type Severity = (typeof severities)[number];
