import { createAdmission, type Admitted, type ApprovalsNeeds } from './admission.ts';
import { after } from './after.ts';
import { allOpen } from './all-open.ts';
import { isLookupFailure } from './known-groups.ts';
import { lookedUpOnce } from './looked-up-once.ts';
import type { Approval } from './approval.ts';
import { newId } from '../platform/index.ts';
import type { Approvals, Press, PressOutcome } from './press.ts';
import { policyToday } from './policy-today.ts';
import { isRequester } from './requester.ts';
import { createRights } from './rights.ts';
import { submissionFaults } from './submission-faults.ts';
import { createSubmitting } from './submitting.ts';
import { decideTogether } from './together.ts';
import { wordsWanted } from './words-wanted.ts';

/** A trigger id lives for 3 seconds; opening the modal takes its part of them. https://docs.slack.dev/reference/methods/views.open */
const modalWithinMs = 1_500;
/** Open approvals looked through for those that somebody may decide. */
const lookThrough = 1_000;

export function createApprovals(needs: ApprovalsNeeds): Approvals {
  const { ledger, directory, clock, log, wake } = needs;
  const rights = createRights(needs);
  const admission = createAdmission(needs, rights);
  const { refuse, closed, ours, admit } = admission;
  const submit = createSubmitting(needs, rights, admission);

  /**
   * Slack lets a modal be opened for 3 seconds after a click. Where rights are still being looked up by then and the
   * gate wants words anyway, the modal opens with what is known: the rights that count are those at its submit.
   */
  const inTime = async (admission: Promise<Admitted>, press: Press): Promise<Admitted> => {
    const slow = Symbol('slow');
    const first = await Promise.race([
      admission,
      new Promise<typeof slow>((resolve) => clock.after(modalWithinMs, () => resolve(slow))),
    ]);
    if (first !== slow) return first;
    const approval = await ledger.get(press.approvalId);
    const reason = approval && wordsWanted(approval.gate, press.verdict, false);
    if (approval?.status !== 'pending' || !reason) return admission;
    admission.catch((error: unknown) => {
      log.warn({ approvalId: press.approvalId, err: error }, 'rights not looked up at the click');
    });
    return { kind: 'words-wanted', approval, reason, breakGlass: false };
  };

  const pressed = async (press: Press): Promise<PressOutcome> => {
    const admitted = await inTime(admit(press, { fresh: false }), press);
    if (admitted.kind !== 'admitted') return admitted;
    const { approval, right } = admitted;
    const reason = wordsWanted(approval.gate, press.verdict, right.breakGlass);
    if (!reason) return submit(press);
    return { kind: 'words-wanted', approval, reason, breakGlass: right.breakGlass };
  };

  return {
    async press(press) {
      const outcome = await pressed(press);
      if (outcome.kind !== 'words-wanted') return outcome;
      const { who, verdict } = press;
      const { breakGlass } = outcome;
      await ledger.record(press.approvalId, { kind: 'words-asked', who, verdict, breakGlass });
      return outcome;
    },
    async missing(submission) {
      const approval = await ledger.get(submission.approvalId);
      return approval?.status === 'pending' ? submissionFaults(approval.gate, submission) : {};
    },
    submit,
    async submitTogether(together) {
      const once = { ...needs, directory: lookedUpOnce(directory) };
      const rightsOnce = createRights(once);
      const submitOnce = createSubmitting(once, rightsOnce, createAdmission(once, rightsOnce));
      const outcome = await decideTogether(together, await ledger.ofBatch(together.batchId), submitOnce);
      log.info(
        {
          batchId: together.batchId,
          approver: together.words.who,
          decided: outcome.decided,
          closed: outcome.closed,
        },
        'batch decided',
      );
      return outcome;
    },
    ofBatch: (id) => ledger.ofBatch(id),
    async withdraw(press) {
      const found = await ours(press);
      if (found.kind !== 'open') return found;
      const { approval } = found;
      try {
        const person = await directory.person(press.who, { fresh: true });
        if (person.standing !== 'member') return await refuse(press, 'not-a-member', { approval, person });
        if (!isRequester(approval, person)) return await refuse(press, 'not-requester', { approval });
      } catch (error) {
        if (!isLookupFailure(error)) throw error;
        return refuse(press, 'lookup-failed', { approval, because: error.message });
      }
      const happening = { kind: 'withdrawn' as const, who: press.who, decisionId: newId('dec') };
      const result = await ledger.record(approval.id, happening);
      if (result?.changed !== true) return closed(result?.approval ?? approval, press.who);
      log.info({ approvalId: approval.id, who: press.who }, 'approval withdrawn by its requester');
      wake(approval.id);
      return { kind: 'accepted', approval: result.approval };
    },
    get: (id) => ledger.get(id),
    async policyChanged() {
      for await (const approval of allOpen(ledger)) {
        const today = policyToday(approval, needs.gate(approval.gate.name));
        const happening = { kind: 'policy-changed' as const, today };
        // Most know it already; a record is read again only to be written.
        if (!after(approval, happening, clock.now())) continue;
        const result = await ledger.record(approval.id, happening);
        if (result?.changed === true) wake(approval.id);
      }
    },
    async pending({ limit, forPerson }) {
      const open = await ledger.pending(lookThrough);
      if (forPerson === undefined) return { approvals: open.slice(0, limit), inAll: open.length };
      const person = await directory.person(forPerson);
      const mine: Approval[] = [];
      for (const approval of open) {
        const right = await rights
          .of(approval, person, 'approve', { fresh: false })
          .catch((error: unknown) => {
            if (!isLookupFailure(error)) throw error;
            return { may: false };
          });
        if (right.may) mine.push(approval);
      }
      return { approvals: mine.slice(0, limit), inAll: mine.length };
    },
  };
}
