import {
  executionOf,
  mayBeForgotten,
  nextDueAt,
  type Approval,
  type ApprovalId,
  type ApprovalStore,
  type AuditEntry,
  type Change,
} from '../../approvals/index.ts';
import { isAfter, oldestFirst } from '../oldest-first.ts';

/** Keeps records as text, as a database does: what comes out shares nothing with what went in. */
export function createMemoryApprovalStore(): ApprovalStore {
  const records = new Map<ApprovalId, string>();
  const audit: string[] = [];

  const all = () => [...records.values()].map(approvalIn);
  const write = ({ approval, entries }: Change) => {
    records.set(approval.id, JSON.stringify(approval));
    audit.push(...entries.map((entry) => JSON.stringify(entry)));
  };

  return {
    insert(change) {
      const { id, tokenDigest } = change.approval;
      if (records.has(id) || all().some((other) => other.tokenDigest === tokenDigest)) {
        return Promise.resolve('exists');
      }
      write(change);
      return Promise.resolve('inserted');
    },
    replace(change) {
      const stored = records.get(change.approval.id);
      if (stored === undefined || approvalIn(stored).revision !== change.approval.revision - 1) {
        return Promise.resolve('stale');
      }
      write(change);
      return Promise.resolve('replaced');
    },
    get(id) {
      const stored = records.get(id);
      return Promise.resolve(stored === undefined ? undefined : approvalIn(stored));
    },
    due: (now, limit) =>
      Promise.resolve(
        all()
          .filter((approval) => (nextDueAt(approval.due) ?? Infinity) <= now)
          .sort((a, b) => (nextDueAt(a.due) ?? 0) - (nextDueAt(b.due) ?? 0))
          .slice(0, limit),
      ),
    pending: (limit, after) =>
      Promise.resolve(
        all()
          .filter(
            ({ id, ask, status }) => status === 'pending' && isAfter({ id, askedAt: ask.askedAt }, after),
          )
          .sort(oldestFirst)
          .slice(0, limit),
      ),
    ofBatch: (id) =>
      Promise.resolve(
        all()
          .filter(({ batch }) => batch === id)
          .sort(oldestFirst),
      ),
    ofExecution: (executionArn) =>
      Promise.resolve(
        all()
          .filter((approval) => executionOf(approval) === executionArn)
          .sort(oldestFirst),
      ),
    async *audit(id) {
      await Promise.resolve();
      for (const line of audit) {
        const entry = JSON.parse(line) as AuditEntry;
        if (id === undefined || entry.approvalId === id) yield entry;
      }
    },
    forgetClosed(before) {
      const old = all().filter((approval) => mayBeForgotten(approval, before));
      for (const { id } of old) records.delete(id);
      return Promise.resolve(old.length);
    },
  };
}

function approvalIn(text: string): Approval {
  return JSON.parse(text) as Approval;
}
