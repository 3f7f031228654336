import {
  executionOf,
  mayBeForgotten,
  nextDueAt,
  type Approval,
  type ApprovalId,
  type ApprovalStore,
  type AuditEntry,
  type BatchId,
  type Change,
} from '../../approvals/index.ts';
import { isAfter, oldestFirst } from '../oldest-first.ts';
import { createAuditLines } from './audit-lines.ts';
import { absent, type Condition } from './expression.ts';
import type { Item, Key } from './item.ts';
import { findAll, shardOf } from './shards.ts';
import type { Found, Table } from './table.ts';

const kind = 'APPROVAL';
const pending = 'APPROVAL-PENDING';
const closed = 'APPROVAL-CLOSED';
/** Closed approvals looked for, and deleted, at a time. */
const forgottenTogether = 100;
/** An execution has few approvals: one a gate it passed, and one more a redrive. */
const mostOfExecution = 1_000;

export function createDynamoApprovalStore(table: Table): ApprovalStore {
  const lines = createAuditLines<AuditEntry>(table, { records: kind, lines: 'AUDIT' });

  const write = async ({ approval, entries }: Change, when: Condition): Promise<boolean> => {
    const item = await table.write(keyFor(approval.id), {
      set: attributesOf(approval),
      ...(entries.length > 0 && { append: { lines: entries.map((entry) => JSON.stringify(entry)) } }),
      when,
    });
    if (!item) return false;
    // The change is made, lines included; a copy that fails now is made up for by the next writer or reader.
    await lines.copyOut(approval.id, item).catch(() => undefined);
    return true;
  };
  const read = async (found: readonly Found[]): Promise<readonly Approval[]> =>
    (await table.getAll(found)).map(approvalIn);
  const get = async (id: ApprovalId) => {
    const item = await table.get(keyFor(id));
    return item && approvalIn(item);
  };
  const forget = async (id: ApprovalId, before: number): Promise<boolean> => {
    const item = await table.get(keyFor(id));
    if (!item) return false;
    const approval = approvalIn(item);
    if (!mayBeForgotten(approval, before)) return false;
    await lines.copyOut(id, item);
    return table.delete(keyFor(id), revisionIs(approval.revision));
  };

  return {
    async insert(change) {
      const { id, batch } = change.approval;
      // First: a record is never without its place in the batch; a place without a record says nothing.
      if (batch !== undefined) await table.write(placeIn(batch, id), { set: { approval: id }, when: absent });
      return (await write(change, absent)) ? 'inserted' : 'exists';
    },
    replace: async (change) =>
      (await write(change, revisionIs(change.approval.revision - 1))) ? 'replaced' : 'stale',
    get,
    async due(now, limit) {
      const found = await findAll(table, { index: 'due', kind, limit, upTo: now });
      const dueOf = (approval: Approval) => nextDueAt(approval.due) ?? Infinity;
      return (await read(found))
        .filter((approval) => dueOf(approval) <= now)
        .sort((a, b) => dueOf(a) - dueOf(b));
    },
    async pending(limit, after) {
      const search = { index: 'state', kind: pending, ...(after && { from: after.askedAt }) } as const;
      const notYet = ({ pk, at }: Found) => isAfter({ id: pk.slice(kind.length + 1), askedAt: at }, after);
      const found = await findAll(table, { ...search, limit, fits: notYet });
      return (await read(found)).filter(({ status }) => status === 'pending').sort(oldestFirst);
    },
    async ofBatch(id) {
      const keys: Key[] = [];
      for await (const { approval } of table.partition(membersOf(id))) keys.push(keyFor(String(approval)));
      const members = (await table.getAll(keys)).map(approvalIn).filter(({ batch }) => batch === id);
      return members.sort(oldestFirst);
    },
    async ofExecution(executionArn) {
      const found = await table.find('execution', executionArn, mostOfExecution);
      return (await read(found))
        .filter((approval) => executionOf(approval) === executionArn)
        .sort(oldestFirst);
    },
    async *audit(id) {
      const ids = id === undefined ? await lines.ids() : [id];
      for (const each of ids) yield* lines.of(each);
    },
    async forgetClosed(before) {
      let forgotten = 0;
      const passed = new Set<string>();
      for (;;) {
        const limit = forgottenTogether + passed.size;
        const found = await findAll(table, { index: 'state', kind: closed, limit, upTo: before - 1 });
        const next = found.filter(({ pk }) => !passed.has(pk));
        if (next.length === 0) return forgotten;
        for (const { pk } of next) {
          passed.add(pk);
          if (await forget(pk.slice(kind.length + 1), before)) forgotten += 1;
        }
      }
    },
  };
}

function keyFor(id: ApprovalId): Key {
  return { pk: `${kind}#${id}`, sk: 'RECORD' };
}

function membersOf(batch: BatchId): string {
  return `BATCH-MEMBERS#${batch}`;
}

function placeIn(batch: BatchId, id: ApprovalId): Key {
  return { pk: membersOf(batch), sk: id };
}

function revisionIs(revision: number): Condition {
  return { says: '#revision = :revision', with: { revision } };
}

function attributesOf(approval: Approval) {
  const dueAt = nextDueAt(approval.due);
  const isPending = approval.status === 'pending';
  return {
    revision: approval.revision,
    status: approval.status,
    tokenDigest: approval.tokenDigest,
    record: JSON.stringify(approval),
    dueShard: dueAt === undefined ? undefined : shardOf(kind, approval.id),
    dueAt,
    stateShard: shardOf(isPending ? pending : closed, approval.id),
    stateAt: isPending ? approval.ask.askedAt : approval.closedAt,
    ofExecution: executionOf(approval),
    askedAt: approval.ask.askedAt,
  };
}

function approvalIn(item: Item): Approval {
  return JSON.parse(String(item['record'])) as Approval;
}
