import type { Verdict } from './approval.ts';
import type { Gate, ReasonRule } from './gate.ts';

/** Whether a press must go through a modal, and what that asks for; undefined where the press decides at once. */
export function wordsWanted(gate: Gate, verdict: Verdict, breakGlass: boolean): ReasonRule | undefined {
  if (breakGlass) return 'required';
  const reason = gate.reason[verdict];
  if (verdict === 'reject') return reason === 'none' ? undefined : reason;
  return reason === 'required' || gate.formFields !== undefined || gate.severity === 'high'
    ? reason
    : undefined;
}
