import type { Directory, Person, UserId } from '../access/index.ts';
import { CodedError, fitsGlob, newId, type Clock, type Logger } from '../platform/index.ts';
import type { Approval, ApprovalId, Verdict } from './approval.ts';
import { closedSentence } from './closed.ts';
import type { Gate } from './gate.ts';
import type { Ledger } from './ledger.ts';
import type { Approvals, Press, PressOutcome, RefusalCode, Submission } from './press.ts';
import { refusalSentence } from './refusal.ts';
import { groupsNamed, rightUnder, type Groups, type Right } from './right.ts';
import { whoCan } from './who-can.ts';
import { wordsWanted } from './words-wanted.ts';

/** Slack's plain_text_input takes 3000 characters at most. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestReason = 3000;
/** A trigger id lives for 3 seconds; opening the modal takes its part of them. https://docs.slack.dev/reference/methods/views.open */
const modalWithinMs = 1_500;

export interface ApprovalsNeeds {
  readonly ledger: Ledger;
  /** Today's policy: a decision counts only where it allows the person too. */
  readonly gate: (name: string) => Gate | undefined;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told after every write that leaves something due. */
  readonly wake: (id: ApprovalId) => void;
}

type Refused = Extract<PressOutcome, { kind: 'refused' }>;
type Allowed = Extract<Right, { may: true }> & { readonly need: number };

export function createApprovals(needs: ApprovalsNeeds): Approvals {
  const { ledger, directory, clock, log, wake } = needs;

  const refuse = async (
    press: Press,
    code: RefusalCode,
    about: { approval?: Approval; person?: Person; because?: string } = {},
  ): Promise<Refused> => {
    const { approval, person, because } = about;
    log.info({ approvalId: press.approvalId, who: press.who, code }, 'decision refused');
    if (approval) await ledger.record(approval.id, { kind: 'refused', who: press.who, code });
    const sentence = refusalSentence(code, {
      who: approval ? whoCan(approval, await namesIn(approval, directory)) : 'nobody',
      channel: approval?.gate.channel ?? '',
      ...(person && { standing: standingInWords(person) }),
      ...(because !== undefined && { because }),
    });
    return { kind: 'refused', code, sentence };
  };

  const closed = async (approval: Approval): Promise<PressOutcome> => ({
    kind: 'closed',
    approval,
    sentence: closedSentence(approval, await namesIn(approval, directory)),
  });

  /** Whether the person may, under the recorded gate and under today's. @throws {CodedError} lookup-failed */
  const rightOf = async (
    approval: Approval,
    person: Person,
    verdict: Verdict,
  ): Promise<Allowed | Extract<Right, { may: false }>> => {
    const today = needs.gate(approval.gate.name);
    const machine = approval.provenance.kind === 'verified' ? approval.provenance.machine : undefined;
    if (!today) return { may: false, code: 'policy-changed' };
    if (machine !== undefined && !today.for.some((glob) => fitsGlob(glob, machine))) {
      return { may: false, code: 'policy-changed' };
    }
    if (person.standing !== 'member') return { may: false, code: 'not-a-member' };
    const groups: Groups = await groupsOf(
      [...groupsNamed(approval.gate, approval.level), ...groupsNamed(today, approval.level)],
      directory,
    );
    const recorded = rightUnder(approval.gate, approval, person, verdict, groups);
    if (!recorded.may) return recorded;
    const now = rightUnder(today, approval, person, verdict, groups);
    if (!now.may) return now;
    const need = Math.max(
      approval.gate.levels[approval.level]?.need ?? 1,
      today.levels[approval.level]?.need ?? 1,
    );
    return { ...recorded, breakGlass: recorded.breakGlass || now.breakGlass, need };
  };

  /** Everything that stands between a press and a decision, in the order in which people want to hear of it. */
  const admit = async (
    press: Press,
  ): Promise<
    PressOutcome | { readonly kind: 'admitted'; readonly approval: Approval; readonly right: Allowed }
  > => {
    const approval = await ledger.get(press.approvalId);
    if (!approval) return refuse(press, 'unknown-approval');
    const ref = approval.card.ref;
    if (press.on && (ref?.channel !== press.on.channel || ref.ts !== press.on.ts)) {
      return refuse(press, 'foreign-card', { approval });
    }
    if (approval.status !== 'pending') return closed(approval);
    let person: Person;
    let right: Awaited<ReturnType<typeof rightOf>>;
    try {
      person = await directory.person(press.who);
      right = await rightOf(approval, person, press.verdict);
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'lookup-failed') throw error;
      return refuse(press, 'lookup-failed', { approval, because: error.message });
    }
    if (!right.may) return refuse(press, right.code, { approval, person });
    if (approval.provenance.kind === 'being-verified') return refuse(press, 'being-verified', { approval });
    if (approval.provenance.kind === 'unverified' && approval.gate.unverified !== 'allowed') {
      return refuse(press, 'unverified', { approval, because: approval.provenance.because });
    }
    if (approval.gate.severity === 'critical' && press.via === 'slack') {
      return refuse(press, 'not-in-slack', { approval });
    }
    if (typeof approval.expiresAt === 'number' && approval.expiresAt <= clock.now()) {
      const late = await ledger.record(approval.id, { kind: 'deadline-passed' });
      wake(approval.id);
      return closed(late?.approval ?? approval);
    }
    return { kind: 'admitted', approval, right };
  };

  /**
   * Slack lets a modal be opened for 3 seconds after a click. Where rights are still being looked up by then and the
   * gate wants words anyway, the modal opens with what is known: the rights that count are those at its submit.
   */
  const inTime = async (admission: ReturnType<typeof admit>, press: Press): ReturnType<typeof admit> => {
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
    return { kind: 'words-wanted', approval, reason };
  };

  const decide = async (press: Submission, approval: Approval, right: Allowed): Promise<PressOutcome> => {
    const reason = press.reason?.trim().slice(0, longestReason);
    const decisionId = newId('dec');
    const result = await ledger.record(approval.id, {
      kind: 'decided',
      decisionId,
      need: right.need,
      decision: {
        verdict: press.verdict,
        approver: press.who,
        level: approval.level,
        ...(reason !== undefined && reason !== '' && { reason }),
        ...(press.form && { form: press.form }),
        decidedAt: clock.now(),
        basedOn: right.basedOn,
      },
    });
    if (!result) return refuse(press, 'unknown-approval');
    if (!result.changed) return closed(result.approval);
    log.info(
      { approvalId: approval.id, approver: press.who, verdict: press.verdict, decisionId },
      'decision recorded',
    );
    wake(approval.id);
    return { kind: 'accepted', approval: result.approval };
  };

  return {
    async press(press) {
      const admitted = await inTime(admit(press), press);
      if (admitted.kind !== 'admitted') return admitted;
      const reason = wordsWanted(admitted.approval.gate, press.verdict, admitted.right.breakGlass);
      if (reason) return { kind: 'words-wanted', approval: admitted.approval, reason };
      return decide(press, admitted.approval, admitted.right);
    },
    async missing({ approvalId, verdict, reason }) {
      const approval = await ledger.get(approvalId);
      const wanted = approval?.status === 'pending' && approval.gate.reason[verdict] === 'required';
      return wanted && (reason ?? '').trim() === '' ? refusalSentence('reason-missing', nobody) : undefined;
    },
    async submit(submission) {
      const admitted = await admit(submission);
      if (admitted.kind !== 'admitted') return admitted;
      const rule = wordsWanted(admitted.approval.gate, submission.verdict, admitted.right.breakGlass);
      if (rule === 'required' && (submission.reason ?? '').trim() === '') {
        return {
          kind: 'refused',
          code: 'reason-missing',
          sentence: refusalSentence('reason-missing', nobody),
        };
      }
      return decide(submission, admitted.approval, admitted.right);
    },
    get: (id) => ledger.get(id),
    async pending({ limit, forPerson }) {
      const open = await ledger.pending(limit);
      if (forPerson === undefined) return open;
      const person = await directory.person(forPerson);
      const mine: Approval[] = [];
      for (const approval of open) {
        if ((await rightOf(approval, person, 'approve')).may) mine.push(approval);
      }
      return mine;
    },
  };
}

const nobody = { who: '', channel: '' };

async function groupsOf(handles: readonly string[], directory: Directory): Promise<Groups> {
  const unique = [...new Set(handles)];
  return new Map(
    await Promise.all(unique.map(async (handle) => [handle, await directory.members(handle)] as const)),
  );
}

/** Names of everybody a sentence may mention; somebody who cannot be looked up keeps their id. */
async function namesIn(approval: Approval, directory: Directory): Promise<ReadonlyMap<UserId, string>> {
  const ids = [
    ...approval.decisions.map((decision) => decision.approver),
    ...approval.gate.levels.flatMap((level) => level.any.filter((name) => /^[UW][A-Z0-9]+$/.test(name))),
  ];
  const named = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const name = await directory.person(id).then(
        (person) => person.name,
        () => id,
      );
      return [id, name] as const;
    }),
  );
  return new Map(named);
}

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
