import type { Sent } from '../delivery/index.ts';
import { redact, type Clock, type Sealer } from '../platform/index.ts';
import { after } from './after.ts';
import { answerOf } from './answer.ts';
import type { Approval, ApprovalId, Ask } from './approval.ts';
import type { BatchId } from './batch.ts';
import type { Gate } from './gate.ts';
import type { Happening } from './happening.ts';
import { open } from './open.ts';
import type { ApprovalStore, AskPlace } from './store.ts';

/** Writes what happened by compare-and-swap, so that of two writers one wins and the other sees the new record. */
export interface Ledger {
  /** Records an ask durably; one that is there already is left alone. The token is encrypted before it is stored. */
  open(
    gate: Gate,
    ask: Ask,
    token: string,
    more?: {
      /** The message as it came, where the ask came by message. */
      readonly original?: string;
      /** The batch whose card stands for this ask. */
      readonly batch?: BatchId;
    },
  ): Promise<Approval>;
  /** The record after this happening; where it changed nothing, the record as it is. Undefined for an unknown id. */
  record(
    id: ApprovalId,
    happening: Happening,
  ): Promise<{ readonly approval: Approval; readonly changed: boolean } | undefined>;
  get(id: ApprovalId): Promise<Approval | undefined>;
  due(now: number, limit: number): Promise<readonly Approval[]>;
  pending(limit: number, after?: AskPlace): Promise<readonly Approval[]>;
  ofBatch(id: BatchId): Promise<readonly Approval[]>;
  ofExecution(executionArn: string): Promise<readonly Approval[]>;
  /** What is sent with the token; nothing where nobody decided. */
  answer(approval: Approval): Sent | undefined;
  /** The token in clear, for the one call that returns it. @throws UnknownSealKey, BrokenSeal */
  token(approval: Approval): string | undefined;
  /** The ask's message as it came, while it is kept. @throws UnknownSealKey, BrokenSeal */
  original(approval: Approval): string | undefined;
  /** True once, for a record that this process opened: nobody can have tried to post its card before. */
  firstTry(id: ApprovalId): boolean;
}

export function createLedger(needs: { store: ApprovalStore; sealer: Sealer; clock: Clock }): Ledger {
  const { store, sealer, clock } = needs;
  const untried = new Set<ApprovalId>();
  return {
    async open(gate, ask, token, more = {}) {
      const input = redact(ask.input, (text) => text === token);
      const change = open({
        gate,
        ask: { ...ask, input },
        token,
        ...more,
        sealer,
        now: clock.now(),
      });
      if ((await store.insert(change)) === 'inserted') untried.add(change.approval.id);
      return (await store.get(change.approval.id)) ?? change.approval;
    },
    async record(id, happening) {
      for (;;) {
        const approval = await store.get(id);
        if (!approval) return undefined;
        const change = after(approval, happening, clock.now());
        if (!change) return { approval, changed: false };
        if ((await store.replace(change)) === 'replaced') return { approval: change.approval, changed: true };
      }
    },
    get: (id) => store.get(id),
    due: (now, limit) => store.due(now, limit),
    pending: (limit, after) => store.pending(limit, after),
    ofBatch: (id) => store.ofBatch(id),
    ofExecution: (executionArn) => store.ofExecution(executionArn),
    answer: answerOf,
    token: (approval) =>
      approval.token.kind === 'waiting' ? sealer.open(approval.token.sealed, approval.id) : undefined,
    original: ({ id, provenance }) =>
      provenance.kind === 'being-verified' && provenance.original
        ? sealer.open(provenance.original, id)
        : undefined,
    firstTry: (id) => untried.delete(id),
  };
}
