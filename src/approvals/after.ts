import { assertNever } from '../platform/index.ts';
import { begun, isAnothers, outOfHand } from './after-beginning.ts';
import { cardCurrent, cardLost, cardShown, told } from './after-card.ts';
import { policyChanged } from './after-policy.ts';
import { askedAgain, cancelled, ended, expired } from './after-closing.ts';
import { decided } from './after-decision.ts';
import { tokenSettled } from './after-token.ts';
import { escalated, heartbeatSent, nextHeartbeatAt, reminded } from './after-waiting.ts';
import { withdrawn } from './after-withdrawal.ts';
import type { Approval, Pending } from './approval.ts';
import { changed } from './changed.ts';
import { withDue, withoutDue, type Due } from './due.ts';
import type { Happening } from './happening.ts';
import { levelBegins } from './level-begins.ts';
import { requesterOf } from './requester.ts';
import type { Change } from './store.ts';

/** What can happen only to a record that is still open. */
type WhileOpen = Extract<
  Happening,
  {
    kind:
      | 'verified'
      | 'unproven'
      | 'execution-unknown'
      | 'task-over'
      | 'decided'
      | 'withdrawn'
      | 'policy-changed'
      | 'reminder-due'
      | 'escalation-due'
      | 'heartbeat-sent'
      | 'deadline-passed'
      | 'execution-ended';
  }
>;

/**
 * The one way a record changes: what follows from a happening, and what is due then. Undefined where it changes
 * nothing, because the record has moved on. Pure.
 */
export function after(approval: Approval, happening: Happening, now: number): Change | undefined {
  switch (happening.kind) {
    case 'ask-rejected':
      return changed(
        approval,
        {
          ...approval,
          provenance: { kind: 'unverified', because: 'the execution that it names does not exist' },
          due: withoutDue(approval.due, 'reject'),
        },
        now,
        { what: 'dead-lettered' },
      );
    case 'asked-again':
      return askedAgain(approval, happening, now);
    case 'refused': {
      const { who, code, identity } = happening;
      const detail = { because: code, ...(identity && { identity }) };
      return changed(approval, approval, now, { what: 'refused', who, detail });
    }
    case 'words-asked': {
      const { who, verdict, breakGlass } = happening;
      return changed(approval, approval, now, { what: 'reason-asked', who, detail: { verdict, breakGlass } });
    }
    case 'token-returned':
    case 'token-too-late':
    case 'token-failed':
      return tokenSettled(approval, happening, now);
    case 'card-shown':
      return cardShown(approval, happening, now);
    case 'card-current':
      return cardCurrent(approval, happening.revision, now);
    case 'card-lost':
      return cardLost(approval, happening, now);
    case 'told':
      return told(approval, happening, now);
    case 'begun':
      return begun(approval, happening, now);
    case 'put-off': {
      const entry = approval.due.find((due) => due.kind === happening.due);
      if (!entry || isAnothers(approval, happening)) return undefined;
      const due = withDue(approval.due, happening.due, happening.until, entry.attempt + 1);
      return changed(approval, { ...outOfHand(approval, happening.due), due }, now);
    }
    case 'verified':
    case 'unproven':
    case 'execution-unknown':
    case 'task-over':
    case 'decided':
    case 'withdrawn':
    case 'policy-changed':
    case 'reminder-due':
    case 'escalation-due':
    case 'heartbeat-sent':
    case 'deadline-passed':
    case 'execution-ended':
      return approval.status === 'pending' ? whileOpen(approval, happening, now) : undefined;
    default:
      return assertNever(happening);
  }
}

function whileOpen(approval: Pending, happening: WhileOpen, now: number): Change | undefined {
  switch (happening.kind) {
    case 'verified':
      return verified(approval, happening, now);
    case 'unproven':
      return unproven(approval, happening.because, now);
    case 'execution-unknown':
      return cancelled(approval, now, happening.because, ['reject']);
    case 'task-over':
      return cancelled(approval, now, happening.because);
    case 'decided':
      return decided(approval, happening, now);
    case 'withdrawn':
      return withdrawn(approval, happening, now);
    case 'policy-changed':
      return policyChanged(approval, happening.today, now);
    case 'reminder-due':
      return reminded(approval, now);
    case 'escalation-due':
      return escalated(approval, now);
    case 'heartbeat-sent':
      return heartbeatSent(approval, now);
    case 'deadline-passed':
      return expired(approval, now, 'The deadline passed before anybody decided.');
    case 'execution-ended':
      return ended(approval, happening.status, now);
    default:
      return assertNever(happening);
  }
}

function unproven(approval: Pending, because: string, now: number): Change {
  const next: Pending = {
    ...approval,
    provenance: { kind: 'unverified', because },
    requester: requesterOf(approval.gate, approval.ask.input, undefined),
    due: withDue(withoutDue(approval.due, 'verify'), 'show', now),
  };
  // Nobody is called to what nobody can decide.
  const asked = approval.gate.unverified === 'allowed' ? levelBegins(next, now) : next;
  return changed(approval, asked, now, { what: 'unverified', detail: { because } });
}

function verified(
  approval: Pending,
  { provenance, expiresAt, startedBy, heartbeatSeconds }: Extract<Happening, { kind: 'verified' }>,
  now: number,
): Change {
  const next: Pending = {
    ...approval,
    provenance,
    requester: requesterOf(approval.gate, approval.ask.input, startedBy),
    expiresAt,
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
    due: withHeartbeat(
      withDeadline(withDue(withoutDue(approval.due, 'verify'), 'show', now), expiresAt),
      heartbeatSeconds,
      now,
    ),
  };
  const detail = { executionArn: provenance.executionArn, state: provenance.stateName };
  return changed(approval, levelBegins(next, now), now, { what: 'verified', detail });
}

function withHeartbeat(due: readonly Due[], seconds: number | undefined, now: number): readonly Due[] {
  return seconds === undefined ? due : withDue(due, 'heartbeat', nextHeartbeatAt(seconds, now));
}

function withDeadline(due: readonly Due[], expiresAt: number | null): readonly Due[] {
  return expiresAt === null ? due : withDue(due, 'expire', expiresAt);
}
