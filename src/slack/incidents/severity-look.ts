import type { Severity } from '../../incidents/index.ts';

/** A severity by sign, word and colour: never by one of them alone. */
export interface SeverityLook {
  readonly sign: string;
  readonly word: string;
  /** Of the edge that Slack draws beside an attachment. */
  readonly colour: string;
}

export const severityLooks: Readonly<Record<Severity, SeverityLook>> = {
  critical: { sign: '🚨', word: 'Critical', colour: '#b3001b' },
  high: { sign: '🟠', word: 'High', colour: '#e8710a' },
  normal: { sign: '🟡', word: 'Normal', colour: '#e3b505' },
  low: { sign: '🔵', word: 'Low', colour: '#3a7bd5' },
};

export const noticeColour = '#8a8d91';
