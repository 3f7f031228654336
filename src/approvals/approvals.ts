import type { Directory, Person } from '../access/index.ts';
import { newId, type Clock, type Logger } from '../platform/index.ts';
import { after } from './after.ts';
import { allOpen } from './all-open.ts';
import type { Approval, ApprovalId } from './approval.ts';
import { closedSentence } from './closed.ts';
import type { Gate } from './gate.ts';
import type { Leaves } from './delegates.ts';
import { isLookupFailure } from './known-groups.ts';
import type { Ledger } from './ledger.ts';
import { namesIn } from './names.ts';
import type { Approvals, Press, PressOutcome, RefusalCode, Submission } from './press.ts';
import { policyToday } from './policy-today.ts';
import { refusalSentence } from './refusal.ts';
import { isRequester } from './requester.ts';
import { createRights, type Allowed } from './rights.ts';
import { submissionFaults } from './submission-faults.ts';
import { whoCan } from './who-can.ts';
import { wordsWanted } from './words-wanted.ts';

/** Slack's plain_text_input takes 3000 characters at most. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestReason = 3000;
/** A trigger id lives for 3 seconds; opening the modal takes its part of them. https://docs.slack.dev/reference/methods/views.open */
const modalWithinMs = 1_500;
/** A click may come before Slack's answer to the post, and with it the card's place: so long it is waited for, in such steps. */
const placeWithin = { ms: 2_000, stepMs: 50 };
/** Open approvals looked through for those that somebody may decide. */
const lookThrough = 1_000;

export interface ApprovalsNeeds {
  readonly ledger: Ledger;
  /** Today's policy: a decision counts only where it allows the person too. */
  readonly gate: (name: string) => Gate | undefined;
  readonly directory: Directory;
  /** Who decides for whom during a leave; nobody where absent. */
  readonly leaves?: () => Leaves;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told after every write that leaves something due. */
  readonly wake: (id: ApprovalId) => void;
}

type Refused = Extract<PressOutcome, { kind: 'refused' }>;
type Admission =
  PressOutcome | { readonly kind: 'admitted'; readonly approval: Approval; readonly right: Allowed };

export function createApprovals(needs: ApprovalsNeeds): Approvals {
  const { ledger, directory, clock, log, wake } = needs;
  const rights = createRights(needs);

  const refuse = async (
    press: Omit<Press, 'verdict'>,
    code: RefusalCode,
    about: { approval?: Approval; person?: Person; because?: string } = {},
  ): Promise<Refused> => {
    const { approval, person, because } = about;
    const { who, identity } = press;
    log.info({ approvalId: press.approvalId, who, code }, 'decision refused');
    if (approval)
      await ledger.record(approval.id, { kind: 'refused', who, code, ...(identity && { identity }) });
    // Who asked is named among those who can by the ask, and still cannot.
    const without = code === 'own-request' ? person : undefined;
    const sentence = refusalSentence(code, {
      who: approval ? whoCan(approval, await namesIn(approval, directory), without) : 'nobody',
      channel: approval?.gate.channel ?? '',
      ...(person && { standing: standingInWords(person) }),
      ...(because !== undefined && { because }),
    });
    return { kind: 'refused', code, sentence };
  };

  const closed = async (approval: Approval, who: string): Promise<PressOutcome> => ({
    kind: 'closed',
    approval,
    sentence: closedSentence(approval, await namesIn(approval, directory), who),
  });

  /** The record that a press is about; one pressed on a card has, by then, the place of its own. */
  const pressedOn = async (press: Omit<Press, 'verdict'>): Promise<Approval | undefined> => {
    let approval = await ledger.get(press.approvalId);
    for (let waitedMs = 0; press.on && approval && !approval.card.ref; waitedMs += placeWithin.stepMs) {
      if (waitedMs >= placeWithin.ms) break;
      await new Promise<void>((resolve) => clock.after(placeWithin.stepMs, resolve));
      approval = await ledger.get(press.approvalId);
    }
    return approval;
  };

  /** The open record that a press is about. */
  const ours = async (
    press: Omit<Press, 'verdict'>,
  ): Promise<PressOutcome | { readonly kind: 'open'; readonly approval: Approval }> => {
    const approval = await pressedOn(press);
    if (!approval) return refuse(press, 'unknown-approval');
    const ref = approval.card.ref;
    if (press.on && (ref?.channel !== press.on.channel || ref.ts !== press.on.ts))
      return refuse(press, 'foreign-card', { approval });
    return approval.status === 'pending' ? { kind: 'open', approval } : closed(approval, press.who);
  };

  /**
   * Everything that stands between a press and a decision, in the order in which people want to hear of it.
   * @param options.fresh ask Slack anew who somebody is: what a decision rests on is never remembered
   */
  const admit = async (press: Press, options: { fresh: boolean }): Promise<Admission> => {
    const found = await ours(press);
    if (found.kind !== 'open') return found;
    const { approval } = found;
    let person: Person;
    let right: Awaited<ReturnType<typeof rights.of>>;
    try {
      person = await directory.person(press.who, options);
      right = await rights.of(approval, person, press.verdict, options);
    } catch (error) {
      if (!isLookupFailure(error)) throw error;
      return refuse(press, 'lookup-failed', { approval, because: error.message });
    }
    if (!right.may) return refuse(press, right.code, { approval, person });
    if (approval.provenance.kind === 'being-verified') return refuse(press, 'being-verified', { approval });
    if (approval.provenance.kind === 'unverified' && approval.gate.unverified !== 'allowed')
      return refuse(press, 'unverified', { approval, because: approval.provenance.because });
    if (approval.gate.severity === 'critical' && press.via === 'slack')
      return refuse(press, 'not-in-slack', { approval });
    if (typeof approval.expiresAt === 'number' && approval.expiresAt <= clock.now()) {
      const late = await ledger.record(approval.id, { kind: 'deadline-passed' });
      wake(approval.id);
      return closed(late?.approval ?? approval, press.who);
    }
    return { kind: 'admitted', approval, right };
  };

  /**
   * Slack lets a modal be opened for 3 seconds after a click. Where rights are still being looked up by then and the
   * gate wants words anyway, the modal opens with what is known: the rights that count are those at its submit.
   */
  const inTime = async (admission: Promise<Admission>, press: Press): Promise<Admission> => {
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
    return { kind: 'accepted', approval: result.approval };
  };

  const submit = async (submission: Submission): Promise<PressOutcome> => {
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

const refusedForm = { kind: 'refused', code: 'form-wrong' } as const;
const nobody = { who: '', channel: '' };

function standingInWords(person: Person): string {
  const words = {
    member: 'a member',
    guest: 'a guest',
    stranger: 'somebody of another workspace',
    bot: 'a bot',
    deactivated: 'a deactivated account',
    invited: 'somebody who has not joined yet',
  };
  return words[person.standing];
}
