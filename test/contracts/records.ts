import {
  after,
  createLedger,
  type Approval,
  type Change,
  type Gate,
  type Pending,
} from '../../src/approvals/index.ts';
import { createSealer, createShiftableClock } from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';

/** 2026-01-05T09:00:00Z: where every record of the suites begins. */
export const monday = 1_767_603_600_000;

const sealer = createSealer([{ id: 'k1', key: new Uint8Array(32).fill(7) }]);

const gate: Gate = {
  name: 'promotion',
  for: ['PromotionApproval'],
  channel: 'releases',
  title: 'Promote {{ $.employeeName }}',
  fields: {},
  levels: [{ name: 'managers', any: ['U0APPROVER'], need: 1, repeat: false }],
  selfApproval: 'never',
  reason: { approve: 'none', reject: 'optional' },
  output: {},
  onReject: 'fail',
  escalate: [],
  severity: 'normal',
  unverified: 'refused',
  digest: 'auto',
};

/** The first record of an ask, as the ledger makes it, with its one audit line. */
export async function asked(token: string, askedAt = monday): Promise<Change & { approval: Pending }> {
  const store = createMemoryStores().approvals;
  const clock = createShiftableClock({ frozenAt: askedAt });
  const ledger = createLedger({ store, sealer, clock });
  const approval = await ledger.open(
    gate,
    { form: 'activity', input: { employeeName: 'Añil ✓' }, askedAt },
    token,
  );
  const entries = [];
  for await (const entry of store.audit()) entries.push(entry);
  if (approval.status !== 'pending') throw new Error('a new record is pending');
  return { approval, entries };
}

/** The change that proves the record's execution. */
export function proven(approval: Approval, executionArn: string): Change {
  return must(
    after(
      approval,
      {
        kind: 'verified',
        provenance: {
          kind: 'verified',
          executionArn,
          stateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:PromotionApproval',
          machine: 'PromotionApproval',
          stateName: 'ManualApproval',
          scheduledEventId: 2,
          scheduledAt: approval.ask.askedAt,
        },
        expiresAt: approval.ask.askedAt + 3_600_000,
      },
      approval.ask.askedAt + 1_000,
    ),
  );
}

/** A change that leaves the record open and its audit one line longer; `who` tells writers apart. */
export function pressedInVain(approval: Approval, who: string): Change {
  return must(
    after(approval, { kind: 'refused', who, code: 'not-an-approver' }, approval.ask.askedAt + 2_000),
  );
}

/** The change that closes the record. */
export function aborted(approval: Approval): Change {
  return must(after(approval, { kind: 'execution-ended', status: 'ABORTED' }, approval.ask.askedAt + 3_000));
}

/** The same record with other due work. */
export function dueAt(change: Change, ...moments: readonly number[]): Change {
  const kinds = ['show', 'verify', 'return', 'expire'] as const;
  const due = moments.map((at, index) => ({ kind: kinds[index % kinds.length] ?? 'show', at, attempt: 0 }));
  return { ...change, approval: { ...change.approval, due } };
}

function must(change: Change | undefined): Change {
  if (!change) throw new Error('the happening changed nothing');
  return change;
}
