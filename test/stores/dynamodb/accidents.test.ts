import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  brokenLink,
  type Approval,
  type ApprovalStore,
  type AuditEntry,
} from '../../../src/approvals/index.ts';
import { openDynamoStores, RecordTooLarge } from '../../../src/stores/dynamodb/index.ts';
import { openTable } from '../../../src/stores/dynamodb/table.ts';
import { createDynamoApprovalStore } from '../../../src/stores/dynamodb/approval-store.ts';
import { aborted, asked, dueAt, monday, pressedInVain } from '../../contracts/records.ts';
import { breakCalls, isAuditWrite, lost, throttled, type Accident } from './broken-client.ts';
import { clientOf, freshStores, startDynamo } from './local-dynamo.ts';

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

/** The same table twice: by a client that works, and by one that meets an accident. */
async function twoClients(accident: Accident) {
  const well = await freshStores(dynamo.endpoint);
  const client = clientOf(dynamo.endpoint);
  breakCalls(client, accident);
  return { well, broken: openDynamoStores(client, well.table), table: openTable(well.client, well.table) };
}

async function auditOf(store: ApprovalStore, id?: string): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for await (const entry of store.audit(id)) entries.push(entry);
  return entries;
}

/** A process that records changes, and dies each time before it copies their audit lines. */
const diesBeforeCopying: Accident = {
  before(input) {
    if (isAuditWrite(input)) throw new Error('killed');
  },
};

describe('audit lines whose writer died', () => {
  it('are given out by the next reader, of one approval and of all', async () => {
    const { well, broken, table } = await twoClients(diesBeforeCopying);
    const change = await asked('token-1');
    expect(await broken.approvals.insert(change)).toBe('inserted');
    expect(await broken.approvals.replace(aborted(change.approval))).toBe('replaced');
    expect(await table.get({ pk: `AUDIT#${change.approval.id}`, sk: '000000001' })).toBeUndefined();
    for (const entries of [
      await auditOf(well.approvals),
      await auditOf(well.approvals, change.approval.id),
    ]) {
      expect(entries.map(({ what }) => what)).toEqual(['asked', 'cancelled']);
      expect(brokenLink(entries)).toBeUndefined();
    }
  });

  it('are copied by the next writer', async () => {
    const { well, broken, table } = await twoClients(diesBeforeCopying);
    const change = await asked('token-1');
    await broken.approvals.insert(change);
    await well.approvals.replace(pressedInVain(change.approval, 'U0'));
    for (const sk of ['000000001', '000000002'])
      expect(await table.get({ pk: `AUDIT#${change.approval.id}`, sk })).toBeDefined();
    expect(await table.get({ pk: `APPROVAL#${change.approval.id}`, sk: 'RECORD' })).not.toHaveProperty(
      'lines',
    );
  });

  it('are copied before their approval is forgotten', async () => {
    const { well, broken } = await twoClients(diesBeforeCopying);
    const change = await asked('token-1');
    await broken.approvals.insert(change);
    await broken.approvals.replace(dueAt(aborted(change.approval)));
    expect(await well.approvals.forgetClosed(monday + 1e9)).toBe(1);
    expect(await auditOf(well.approvals)).toHaveLength(2);
  });

  it('are each there once, in order, when many read and write at once', async () => {
    const { well, broken } = await twoClients(diesBeforeCopying);
    const change = await asked('token-1');
    await broken.approvals.insert(change);
    let last: Approval = change.approval;
    for (let round = 0; round < 10; round += 1) {
      const next = pressedInVain(last, `U${String(round)}`);
      const store = round % 3 === 0 ? well.approvals : broken.approvals;
      const [, ...seen] = await Promise.all([
        store.replace(next),
        auditOf(well.approvals, last.id),
        auditOf(well.approvals),
      ]);
      for (const entries of seen) expect(brokenLink(entries)).toBeUndefined();
      last = next.approval;
    }
    expect(await auditOf(well.approvals)).toHaveLength(11);
  });

  it('leave a line alone that is there: nothing changes an audit', async () => {
    const { well, table } = await twoClients({});
    const change = await asked('token-1');
    await well.approvals.insert(change);
    const key = { pk: `AUDIT#${change.approval.id}`, sk: '000000001' };
    const first = await table.get(key);
    const [entry] = change.entries;
    const forged = { ...change, entries: [{ ...entry!, who: 'U0FORGER' }] };
    await well.approvals.replace({ ...forged, approval: { ...change.approval, revision: 2 } });
    expect(await table.get(key)).toEqual(first);
  });
});

describe('a write whose answer is lost', () => {
  const losesFirstAnswer = (): Accident => {
    let left = 1;
    return {
      after(input) {
        if ('UpdateExpression' in input && left-- > 0) throw lost();
      },
    };
  };

  it('is one write, known as its own: nobody hears of a conflict with himself', async () => {
    const { well, broken } = await twoClients(losesFirstAnswer());
    const change = await asked('token-1');
    expect(await broken.approvals.insert(change)).toBe('inserted');
    expect(await auditOf(well.approvals)).toHaveLength(1);
  });

  it('is known as its own also for a lease, which else nobody would hold', async () => {
    const { broken } = await twoClients(losesFirstAnswer());
    expect(await broken.leases.acquire('sweep', 'a', 1_000, monday)).toMatchObject({ fence: 1 });
  });

  it('is a conflict where somebody else wrote in the meantime', async () => {
    const well = await freshStores(dynamo.endpoint);
    const change = await asked('token-1');
    await well.approvals.insert(change);
    const client = clientOf(dynamo.endpoint);
    let first = true;
    breakCalls(client, {
      before(input) {
        if (!('UpdateExpression' in input) || !first) return;
        first = false;
        throw lost();
      },
    });
    const slow = openDynamoStores(client, well.table).approvals.replace(
      pressedInVain(change.approval, 'U0LATE'),
    );
    await well.approvals.replace(pressedInVain(change.approval, 'U0FIRST'));
    expect(await slow).toBe('stale');
  });
});

describe('DynamoDB in trouble', () => {
  it('is tried again where it throttles', async () => {
    let left = 2;
    const { broken } = await twoClients({
      before() {
        if (left-- > 0) throw throttled();
      },
    });
    await broken.seen.add(['a'], 1);
    expect(await broken.seen.has('a')).toBe(true);
  });

  it('says of a record that does not fit in an item how large it is, and writes nothing', async () => {
    const { well } = await twoClients({});
    const change = await asked('token-1');
    const large = {
      ...change,
      approval: { ...change.approval, ask: { ...change.approval.ask, input: 'x'.repeat(420_000) } },
    };
    await expect(well.approvals.insert(large)).rejects.toThrow(RecordTooLarge);
    await expect(well.approvals.insert(large)).rejects.toThrow(
      /does not fit in a DynamoDB item of 400 KB.*41\d KB/,
    );
    expect(await well.approvals.get(change.approval.id)).toBeUndefined();
  });

  it('with an index that lags shows nothing that is no longer so', async () => {
    const { well, table } = await twoClients({});
    const change = await asked('token-1');
    await well.approvals.insert(change);
    const remembered = new Map<string, Awaited<ReturnType<typeof table.find>>>();
    const lagging = createDynamoApprovalStore({
      ...table,
      async find(index, partition, limit, upTo) {
        const key = `${index} ${partition}`;
        const found = remembered.get(key) ?? (await table.find(index, partition, limit, upTo));
        remembered.set(key, found);
        return found;
      },
    });
    expect(await lagging.pending(9)).toHaveLength(1);
    expect(await lagging.due(monday, 9)).toHaveLength(1);
    await well.approvals.replace(dueAt(aborted(change.approval)));
    expect(await lagging.pending(9)).toEqual([]);
    expect(await lagging.due(monday, 9)).toEqual([]);
  });
});
