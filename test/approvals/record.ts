import { createLedger, type Ask, type Gate, type Ledger } from '../../src/approvals/index.ts';
import { createSealer, createShiftableClock, type ShiftableClock } from '../../src/platform/index.ts';
import type { Stores } from '../../src/stores/index.ts';
import { openSqliteStores } from '../../src/stores/sqlite/index.ts';

export const gate: Gate = {
  name: 'promotion',
  for: ['PromotionApproval'],
  activity: 'ManualStep',
  channel: 'releases',
  title: 'Promote {{ $.employeeName }}',
  fields: {},
  levels: [{ name: 'manager', any: ['email:$.managerEmailAddress'], need: 1, repeat: false }],
  among: '@release-managers',
  selfApproval: 'never',
  reason: { approve: 'none', reject: 'required' },
  output: {},
  onReject: 'fail',
  escalate: [],
  severity: 'normal',
  unverified: 'refused',
  digest: 'auto',
};

export const ask: Ask = {
  form: 'activity',
  input: { managerEmailAddress: 'approver@example.com', employeeName: 'Jane Doe' },
  askedAt: 1_000,
  workerName: 'worker_1',
};

export const verified = {
  kind: 'verified' as const,
  executionArn: 'arn:aws:states:us-east-1:000000000000:execution:PromotionApproval:one',
  stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:PromotionApproval',
  machine: 'PromotionApproval',
  stateName: 'ManualApproval',
  scheduledEventId: 3,
  scheduledAt: 1_000,
};

/** A ledger over a real store in memory, at a clock that stands still. */
export function openLedger(): { ledger: Ledger; stores: Stores; clock: ShiftableClock } {
  const clock = createShiftableClock({ frozenAt: 1_000 });
  const stores = openSqliteStores(':memory:');
  const sealer = createSealer([{ id: 'k1', key: new Uint8Array(32).fill(7) }]);
  return { ledger: createLedger({ store: stores.approvals, sealer, clock }), stores, clock };
}
