import type { Directory, Person } from '../access/index.ts';
import { pause, type Clock, type Logger } from '../platform/index.ts';
import type { Approval, ApprovalId } from './approval.ts';
import type { BatchId } from './batch.ts';
import { closedSentence } from './closed.ts';
import type { Leaves } from './delegates.ts';
import type { Gate } from './gate.ts';
import { isLookupFailure } from './known-groups.ts';
import type { Ledger } from './ledger.ts';
import { namesIn } from './names.ts';
import type { Press, PressOutcome, RefusalCode } from './press.ts';
import { refusalSentence } from './refusal.ts';
import type { Allowed, Rights } from './rights.ts';
import { whoCan } from './who-can.ts';

/** A click may come before Slack's answer to the post, and with it the card's place: so long it is waited for, in such steps. */
const placeWithin = { ms: 2_000, stepMs: 50 };

export interface ApprovalsNeeds {
  readonly ledger: Ledger;
  /** Today's policy: a decision counts only where it allows the person too. */
  readonly gate: (name: string) => Gate | undefined;
  readonly directory: Directory;
  /** Who decides for whom during a leave; nobody where absent. */
  readonly leaves?: () => Leaves;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told after one of a batch was decided; where absent, the next look at its card finds out. */
  readonly batchChanged?: (id: BatchId) => Promise<void>;
  /** Told after every write that leaves something due. */
  readonly wake: (id: ApprovalId) => void;
}

type Refused = Extract<PressOutcome, { kind: 'refused' }>;

/** Somebody may decide; or why not, as it is said to them. */
export type Admitted =
  PressOutcome | { readonly kind: 'admitted'; readonly approval: Approval; readonly right: Allowed };

/** What stands between a press and a decision. */
export interface Admission {
  /** Refuses, in words, and has it in the audit. */
  readonly refuse: (
    press: Omit<Press, 'verdict'>,
    code: RefusalCode,
    about?: { approval?: Approval; person?: Person; because?: string },
  ) => Promise<Refused>;
  /** Somebody else was first. */
  readonly closed: (approval: Approval, who: string) => Promise<PressOutcome>;
  /** The open record that a press is about. */
  readonly ours: (
    press: Omit<Press, 'verdict'>,
  ) => Promise<PressOutcome | { readonly kind: 'open'; readonly approval: Approval }>;
  /**
   * Everything that stands between a press and a decision, in the order in which people want to hear of it.
   * @param options.fresh ask Slack anew who somebody is: what a decision rests on is never remembered
   */
  readonly admit: (press: Press, options: { fresh: boolean }) => Promise<Admitted>;
}

export function createAdmission(needs: ApprovalsNeeds, rights: Rights): Admission {
  const { ledger, directory, clock, log, wake } = needs;
  const refuse: Admission['refuse'] = async (press, code, about = {}) => {
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
    const hasNone = () => approval && !approval.card.ref && approval.batch === undefined;
    for (let waitedMs = 0; press.on && hasNone(); waitedMs += placeWithin.stepMs) {
      if (waitedMs >= placeWithin.ms) break;
      await pause(clock, placeWithin.stepMs);
      approval = await ledger.get(press.approvalId);
    }
    return approval;
  };

  const ours: Admission['ours'] = async (press) => {
    const approval = await pressedOn(press);
    if (!approval) return refuse(press, 'unknown-approval');
    const ref = approval.card.ref;
    if (press.on && (ref?.channel !== press.on.channel || ref.ts !== press.on.ts))
      return refuse(press, 'foreign-card', { approval });
    return approval.status === 'pending' ? { kind: 'open', approval } : closed(approval, press.who);
  };

  const admit: Admission['admit'] = async (press, options) => {
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

  return { refuse, closed, ours, admit };
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
