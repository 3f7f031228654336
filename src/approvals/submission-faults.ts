import { formFaults } from '../forms/index.ts';
import type { Gate } from './gate.ts';
import type { Submission } from './press.ts';
import { refusalSentence } from './refusal.ts';

/** What is wrong in what somebody submits, by the field to say it on: `reason`, or `form.NAME`. Pure. */
export function submissionFaults(
  gate: Gate,
  { verdict, reason, form = {} }: Submission,
): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  if (gate.reason[verdict] === 'required' && (reason ?? '').trim() === '')
    faults['reason'] = refusalSentence('reason-missing', { who: '', channel: '' });
  // A form asks whoever approves; who rejects fills in nothing.
  const asked = verdict === 'approve' ? (gate.formFields ?? []) : [];
  for (const [name, fault] of Object.entries(formFaults(asked, form))) faults[`form.${name}`] = fault;
  return faults;
}
