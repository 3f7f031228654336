import { newId } from '../platform/index.ts';
import type { Admission, ApprovalsNeeds } from './admission.ts';
import type { Approval } from './approval.ts';
import { isLookupFailure } from './known-groups.ts';
import type { PressOutcome, Submission } from './press.ts';
import { refusalSentence } from './refusal.ts';
import type { Allowed, Rights } from './rights.ts';
import { submissionFaults } from './submission-faults.ts';
import { wordsWanted } from './words-wanted.ts';

/** Slack's plain_text_input takes 3000 characters at most. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestReason = 3000;

/** Records a decision, where rights and words are as the gate wants them. */
export function createSubmitting(
  needs: ApprovalsNeeds,
  rights: Rights,
  { admit, refuse, closed }: Admission,
): (submission: Submission) => Promise<PressOutcome> {
  const { ledger, clock, log, wake } = needs;
  const decide = async (press: Submission, approval: Approval, right: Allowed): Promise<PressOutcome> => {
    let lost: readonly string[];
    try {
      lost = press.verdict === 'approve' ? await rights.lost(approval, press.who) : [];
    } catch (error) {
      if (!isLookupFailure(error)) throw error;
      return refuse(press, 'lookup-failed', { approval, because: error.message });
    }
    const reason = press.reason?.trim().slice(0, longestReason);
    const decisionId = newId('dec');
    const result = await ledger.record(approval.id, {
      kind: 'decided',
      decisionId,
      need: right.need,
      lost,
      decision: {
        verdict: press.verdict,
        approver: press.who,
        ...(press.identity && { identity: press.identity }),
        level: approval.level,
        ...(reason !== undefined && reason !== '' && { reason }),
        ...(press.form && approval.gate.formFields && { form: press.form }),
        decidedAt: clock.now(),
        basedOn: right.basedOn,
        ...(right.onBehalfOf !== undefined && { onBehalfOf: right.onBehalfOf }),
        ...(right.breakGlass && { breakGlass: true }),
      },
    });
    if (!result) return refuse(press, 'unknown-approval');
    if (!result.changed) return closed(result.approval, press.who);
    log.info(
      { approvalId: approval.id, approver: press.who, verdict: press.verdict, decisionId },
      'decision recorded',
    );
    wake(approval.id);
    if (approval.batch !== undefined) await needs.batchChanged?.(approval.batch);
    return { kind: 'accepted', approval: result.approval };
  };

  return async (submission) => {
    const admitted = await admit(submission, { fresh: true });
    if (admitted.kind !== 'admitted') return admitted;
    const rule = wordsWanted(admitted.approval.gate, submission.verdict, admitted.right.breakGlass);
    if (rule === 'required' && (submission.reason ?? '').trim() === '')
      return { kind: 'refused', code: 'reason-missing', sentence: refusalSentence('reason-missing', nobody) };
    const wrong = Object.entries(submissionFaults(admitted.approval.gate, submission));
    if (wrong.length > 0) {
      const because = wrong.map(([at, fault]) => `${at.replace(/^form\./, '')}: ${fault}`).join(' ');
      return { ...refusedForm, sentence: refusalSentence('form-wrong', { ...nobody, because }) };
    }
    if (admitted.right.breakGlass && submission.confirmed !== true)
      return refuse(submission, 'not-confirmed', { approval: admitted.approval });
    return decide(submission, admitted.approval, admitted.right);
  };
}

const refusedForm = { kind: 'refused', code: 'form-wrong' } as const;
const nobody = { who: '', channel: '' };
