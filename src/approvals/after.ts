import { assertNever, type JsonObject } from '../platform/index.ts';
import type { Approval, Pending, Provenance, TokenState } from './approval.ts';
import { nextEntry, type AuditedEvent } from './audit.ts';
import { withDue, withoutDue, type Due, type DueKind } from './due.ts';
import type { Happening } from './happening.ts';
import { quorumReached } from './quorum.ts';
import { requesterOf } from './requester.ts';
import type { Change } from './store.ts';

/**
 * The one way a record changes: what follows from a happening, and what is due then. Undefined where it changes
 * nothing, because the record has moved on. Pure.
 */
export function after(approval: Approval, happening: Happening, now: number): Change | undefined {
  switch (happening.kind) {
    case 'verified':
      if (approval.status !== 'pending') return undefined;
      return changed(
        approval,
        {
          ...approval,
          provenance: happening.provenance,
          requester: requesterOf(approval.gate, approval.ask.input, happening.startedBy),
          expiresAt: happening.expiresAt,
          due: withDeadline(withDue(withoutDue(approval.due, 'verify'), 'show', now), happening.expiresAt),
        },
        now,
        {
          what: 'verified',
          detail: { executionArn: happening.provenance.executionArn, state: happening.provenance.stateName },
        },
      );
    case 'unproven':
      if (approval.status !== 'pending') return undefined;
      return changed(
        approval,
        {
          ...approval,
          provenance: { kind: 'unverified', because: happening.because },
          requester: requesterOf(approval.gate, approval.ask.input, undefined),
          due: withDue(withoutDue(approval.due, 'verify'), 'show', now),
        },
        now,
        { what: 'unverified', detail: { because: happening.because } },
      );
    case 'execution-unknown':
      if (approval.status !== 'pending') return undefined;
      return cancelled(approval, now, happening.because, ['reject']);
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
    case 'task-over':
      if (approval.status !== 'pending') return undefined;
      return cancelled(approval, now, happening.because);
    case 'asked-again':
      return askedAgain(approval, happening, now);
    case 'decided':
      if (approval.status !== 'pending') return undefined;
      return decided(approval, happening, now);
    case 'refused':
      return changed(approval, approval, now, {
        what: 'refused',
        who: happening.who,
        detail: { because: happening.code, ...(happening.identity && { identity: happening.identity }) },
      });
    case 'deadline-passed':
      if (approval.status !== 'pending') return undefined;
      return expired(approval, now, 'The deadline passed before anybody decided.');
    case 'execution-ended':
      if (approval.status !== 'pending') return undefined;
      return ended(approval, happening.status, now);
    case 'token-returned':
      return tokenSettled(
        approval,
        { kind: 'returned', at: now, proof: happening.proof },
        now,
        'token-returned',
      );
    case 'token-too-late':
      return tokenSettled(
        approval,
        { kind: 'too-late', at: now, because: happening.because },
        now,
        'token-too-late',
      );
    case 'token-failed':
      return tokenSettled(
        approval,
        { kind: 'failed', at: now, because: happening.because },
        now,
        'token-failed',
      );
    case 'card-shown': {
      const next = {
        ...approval,
        card: { ref: happening.ref, digest: happening.digest },
        due: shownUpTo(approval, happening.revision),
      };
      const posted = approval.card.ref?.ts !== happening.ref.ts;
      if (!posted) return changed(approval, next, now);
      return changed(approval, next, now, {
        what: 'card-posted',
        detail: { channel: happening.ref.channel, ts: happening.ref.ts, adopted: happening.adopted },
      });
    }
    case 'card-current': {
      const due = shownUpTo(approval, happening.revision);
      return due === approval.due ? undefined : changed(approval, { ...approval, due }, now);
    }
    case 'card-lost':
      return cardLost(approval, happening, now);
    case 'put-off': {
      const entry = approval.due.find((due) => due.kind === happening.due);
      if (!entry) return undefined;
      const due = withDue(approval.due, happening.due, happening.until, entry.attempt + 1);
      return changed(approval, { ...approval, due }, now);
    }
    default:
      return assertNever(happening);
  }
}

function decided(
  approval: Pending,
  { decision, decisionId, need }: Extract<Happening, { kind: 'decided' }>,
  now: number,
): Change {
  const decisions = [...approval.decisions, decision];
  const audit = {
    what: 'decided' as const,
    who: decision.approver,
    detail: {
      decisionId,
      verdict: decision.verdict,
      level: decision.level,
      basedOn: decision.basedOn,
      ...(decision.reason !== undefined && { reason: decision.reason }),
      ...(decision.identity && { identity: decision.identity }),
    },
  };
  const closing = { decisions, closedAt: now, decisionId };
  const due = withDue(withDue(withoutDue(approval.due, 'expire', 'verify'), 'return', now), 'show', now);
  if (decision.verdict === 'reject') {
    return changed(approval, { ...approval, ...closing, due, status: 'rejected' }, now, audit);
  }
  if (!quorumReached(need, approval.level, decisions)) {
    const open = { ...approval, decisions, due: withDue(approval.due, 'show', now) };
    return changed(approval, open, now, audit);
  }
  if (approval.level + 1 < approval.gate.levels.length) {
    const nextLevel = approval.level + 1;
    return changed(
      approval,
      { ...approval, decisions, level: nextLevel, due: withDue(approval.due, 'show', now) },
      now,
      audit,
    );
  }
  return changed(approval, { ...approval, ...closing, due, status: 'approved' }, now, audit);
}

/** Audited once a reason; what follows from it is tried again slowly, because a person can mend it. */
function cardLost(
  approval: Approval,
  { because, until }: Extract<Happening, { kind: 'card-lost' }>,
  now: number,
): Change {
  const attempt = (approval.due.find(({ kind }) => kind === 'show')?.attempt ?? 0) + 1;
  const due =
    until === undefined ? withoutDue(approval.due, 'show') : withDue(approval.due, 'show', until, attempt);
  const next = { ...approval, due, card: { ...approval.card, lost: because } };
  if (approval.card.lost === because) return changed(approval, next, now);
  return changed(approval, next, now, { what: 'card-lost', detail: { because } });
}

function expired(approval: Pending, now: number, because: string): Change {
  return changed(
    approval,
    {
      ...approval,
      status: 'expired',
      provenance: settled(approval.provenance),
      closedAt: now,
      token: { kind: 'too-late', at: now, because },
      due: withDue([], 'show', now),
    },
    now,
    { what: 'expired', detail: { because } },
  );
}

/** The execution is over without our answer: a timeout is the deadline, anything else closes the card as cancelled. */
function ended(approval: Pending, status: string, now: number): Change {
  const deadlinePassed = typeof approval.expiresAt === 'number' && approval.expiresAt <= now;
  if (status === 'TIMED_OUT' || deadlinePassed) {
    return expired(approval, now, 'The execution timed out before anybody decided.');
  }
  const because =
    status === 'ABORTED'
      ? 'The execution was aborted.'
      : `The execution ended elsewhere (${status}): nobody's decision was needed any more.`;
  return cancelled(approval, now, because);
}

function cancelled(
  approval: Pending,
  now: number,
  because: string,
  alsoDue: readonly DueKind[] = [],
): Change {
  const due = alsoDue.reduce((list, kind) => withDue(list, kind, now), withDue([], 'show', now));
  const closing = { because, closedAt: now, token: { kind: 'too-late' as const, at: now, because }, due };
  const provenance = alsoDue.includes('reject') ? approval.provenance : settled(approval.provenance);
  return changed(approval, { ...approval, ...closing, provenance, status: 'cancelled' }, now, {
    what: 'cancelled',
    detail: { because },
  });
}

/** Nobody looks any more, and the message as it came is kept no longer. */
function settled(provenance: Provenance): Provenance {
  return provenance.kind === 'being-verified'
    ? { kind: 'unverified', because: 'it was over before its execution could be proven' }
    : provenance;
}

/** An ask that is still open when its state asks anew is dead: its token was the last try's. */
function askedAgain(
  approval: Approval,
  { by, card }: Extract<Happening, { kind: 'asked-again' }>,
  now: number,
): Change | undefined {
  if (approval.askedAgain?.id === by) return undefined;
  const next: Approval = {
    ...approval,
    askedAgain: { id: by, ...(card && { card }) },
    due: withDue(approval.due, 'show', now),
  };
  if (next.status === 'pending') return cancelled(next, now, 'The workflow asked again.');
  return changed(approval, next, now, { what: 'asked-again', detail: { by } });
}

function tokenSettled(
  approval: Approval,
  token: Exclude<TokenState, { kind: 'waiting' }>,
  now: number,
  what: AuditedEvent,
): Change | undefined {
  if (approval.token.kind !== 'waiting') return undefined;
  const due = withDue(withoutDue(approval.due, 'return'), 'show', now);
  const detail: JsonObject = token.kind === 'returned' ? { proof: token.proof } : { because: token.because };
  return changed(approval, { ...approval, token, due }, now, { what, detail });
}

function withDeadline(due: readonly Due[], expiresAt: number | null): readonly Due[] {
  return expiresAt === null ? due : withDue(due, 'expire', expiresAt);
}

/** What is due after showing `revision`: a record that changed meanwhile is to be shown again. */
function shownUpTo(approval: Approval, revision: number): readonly Due[] {
  return approval.revision > revision ? approval.due : withoutDue(approval.due, 'show');
}

/** The next revision, with its audit line where the event is one. */
function changed(
  before: Approval,
  next: Approval,
  now: number,
  event?: { what: AuditedEvent; who?: string; detail?: JsonObject },
): Change {
  const revision = before.revision + 1;
  if (!event) return { approval: { ...next, revision }, entries: [] };
  const entry = nextEntry(before.id, before.audit, { at: now, ...event });
  const audit = { sequence: entry.sequence, hash: entry.hash };
  return { approval: { ...next, revision, audit }, entries: [entry] };
}
