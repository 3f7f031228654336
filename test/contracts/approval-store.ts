import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  brokenLink,
  type ApprovalId,
  type ApprovalStore,
  type AuditEntry,
} from '../../src/approvals/index.ts';
import { aborted, asked, dueAt, monday, pressedInVain, proven } from './records.ts';
import type { Opened } from './opened.ts';

const execution = 'arn:aws:states:eu-west-1:000000000000:execution:PromotionApproval:one';

/** What every implementation of ApprovalStore is held to. */
export function describeApprovalStore(
  technology: string,
  open: () => Opened<{ approvals: ApprovalStore }>,
  /** Lines of the long audit: more than a page of it, where it is read by pages. */
  longAudit = 1_201,
): void {
  describe(`approvals in ${technology}`, () => {
    let store: ApprovalStore;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      ({ approvals: store, close } = await open());
    });
    afterEach(async () => {
      await close();
    });

    const auditOf = async (id?: ApprovalId) => {
      const entries: AuditEntry[] = [];
      for await (const entry of store.audit(id)) entries.push(entry);
      return entries;
    };
    const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id);

    it('gives back the record that was inserted, equal in every field', async () => {
      const change = await asked('token-1');
      expect(await store.insert(change)).toBe('inserted');
      expect(await store.get(change.approval.id)).toEqual(change.approval);
    });

    it('knows nothing of an id that was never inserted', async () => {
      expect(await store.get('apr_unknown')).toBeUndefined();
    });

    it('gives out records that share nothing with the stored one', async () => {
      const change = await asked('token-1');
      await store.insert(change);
      const first = await store.get(change.approval.id);
      expect(await store.get(change.approval.id)).not.toBe(first);
      expect(await store.get(change.approval.id)).toEqual(first);
    });

    it('inserts an id once, and leaves record and audit alone the second time', async () => {
      const change = await asked('token-1');
      await store.insert(change);
      const again = { ...change, approval: { ...change.approval, revision: 9 } };
      expect(await store.insert(again)).toBe('exists');
      expect((await store.get(change.approval.id))?.revision).toBe(1);
      expect(await auditOf()).toHaveLength(1);
    });

    it('replaces the record where the revision is the next one', async () => {
      const change = await asked('token-1');
      await store.insert(change);
      const next = proven(change.approval, execution);
      expect(await store.replace(next)).toBe('replaced');
      expect(await store.get(change.approval.id)).toEqual(next.approval);
    });

    it('writes neither record nor audit where the revision is stale, ahead or of nobody', async () => {
      const change = await asked('token-1');
      await store.insert(change);
      const next = proven(change.approval, execution);
      await store.replace(next);
      const ahead = pressedInVain({ ...next.approval, revision: 7 }, 'U0AHEAD');
      const nobodys = { ...next, approval: { ...next.approval, id: 'apr_nobody' } };
      expect(await store.replace(pressedInVain(change.approval, 'U0LATE'))).toBe('stale');
      expect(await store.replace(ahead)).toBe('stale');
      expect(await store.replace(nobodys)).toBe('stale');
      expect(await store.get(change.approval.id)).toEqual(next.approval);
      expect((await auditOf()).map(({ what }) => what)).toEqual(['asked', 'verified']);
    });

    it('lets one of fifty writers of the same revision win', async () => {
      const change = await asked('token-1');
      await store.insert(change);
      const writers = Array.from({ length: 50 }, (_, index) => `U${String(index)}`);
      const outcomes = await Promise.all(
        writers.map((who) => store.replace(pressedInVain(change.approval, who))),
      );
      expect(outcomes.filter((outcome) => outcome === 'replaced')).toHaveLength(1);
      const audit = await auditOf(change.approval.id);
      expect(audit.map(({ who }) => who)).toEqual([undefined, writers[outcomes.indexOf('replaced')]]);
      expect((await store.get(change.approval.id))?.audit.hash).toBe(audit[1]?.hash);
    });

    it('finds what is due at or before a moment, earliest first, by the earliest thing of a record', async () => {
      const times = [[monday + 50, monday + 20], [monday + 10], [monday + 30], []] as const;
      const ids: string[] = [];
      for (const [index, moments] of times.entries()) {
        const change = dueAt(await asked(`token-${String(index)}`), ...moments);
        ids.push(change.approval.id);
        await store.insert(change);
      }
      const [second, first, third] = ids;
      expect(idsOf(await store.due(monday + 20, 10))).toEqual([first, second]);
      expect(idsOf(await store.due(monday + 99, 10))).toEqual([first, second, third]);
      expect(idsOf(await store.due(monday + 99, 1))).toEqual([first]);
      expect(await store.due(monday + 9, 10)).toEqual([]);
    });

    it('no longer finds as due what a later write made true', async () => {
      const change = await asked('token-1');
      await store.insert(change);
      expect(await store.due(monday, 10)).toHaveLength(1);
      await store.replace(dueAt(pressedInVain(change.approval, 'U0')));
      expect(await store.due(monday + 1e9, 10)).toEqual([]);
    });

    it('lists what is pending, oldest ask first, whatever else is in it', async () => {
      const late = await asked('token-late', monday + 5);
      const early = await asked('token-early', monday);
      const closed = await asked('token-closed', monday + 1);
      for (const change of [late, early, closed]) await store.insert(change);
      await store.replace(aborted(closed.approval));
      expect(idsOf(await store.pending(10))).toEqual([early.approval.id, late.approval.id]);
      expect(idsOf(await store.pending(1))).toEqual([early.approval.id]);
    });

    it('gives what is pending page by page, each ask once, of the same moment too', async () => {
      const changes = await Promise.all(
        [0, 0, 1, 1, 2].map((at, n) => asked(`token-${String(n)}`, monday + at)),
      );
      for (const change of changes) await store.insert(change);
      const whole = idsOf(await store.pending(10));
      const paged: string[] = [];
      for (let page = await store.pending(2); page.length > 0;) {
        paged.push(...idsOf(page));
        const { id, ask } = page.at(-1)!;
        page = await store.pending(2, { id, askedAt: ask.askedAt });
      }
      expect(paged).toEqual(whole);
      expect(new Set(paged).size).toBe(5);
    });

    it('finds every record of an execution, open or closed, oldest first, and none of another', async () => {
      const second = await asked('token-2', monday + 2);
      const first = await asked('token-1', monday + 1);
      const other = await asked('token-3', monday);
      for (const change of [second, first, other]) await store.insert(change);
      expect(await store.ofExecution(execution)).toEqual([]);
      const proof = proven(first.approval, execution);
      await store.replace(proof);
      await store.replace(aborted(proof.approval));
      await store.replace(proven(second.approval, execution));
      await store.replace(proven(other.approval, `${execution}-other`));
      expect(idsOf(await store.ofExecution(execution))).toEqual([first.approval.id, second.approval.id]);
    });

    it('keeps the audit of an approval in order of writing, whole by its hashes', async () => {
      const change = await asked('token-1');
      await store.insert(change);
      const proof = proven(change.approval, execution);
      await store.replace(proof);
      await store.replace(pressedInVain(proof.approval, 'U0STRANGER'));
      const mine = await auditOf(change.approval.id);
      expect(mine.map(({ what }) => what)).toEqual(['asked', 'verified', 'refused']);
      expect(brokenLink(mine)).toBeUndefined();
      expect(await auditOf('apr_unknown')).toEqual([]);
    });

    it('gives out the audit of all approvals, every line once, each chain in its order', async () => {
      const one = await asked('token-1');
      const two = await asked('token-2');
      await store.insert(one);
      await store.insert(two);
      await store.replace(proven(one.approval, execution));
      await store.replace(aborted(two.approval));
      const all = await auditOf();
      expect(all).toHaveLength(4);
      for (const { approval } of [one, two]) {
        const chain = all.filter(({ approvalId }) => approvalId === approval.id);
        expect(chain).toHaveLength(2);
        expect(brokenLink(chain)).toBeUndefined();
      }
    });

    it('forgets what was closed before a moment, and keeps its audit', async () => {
      const old = await asked('token-old', monday);
      const young = await asked('token-young', monday + 10);
      const open = await asked('token-open', monday);
      for (const change of [old, young, open]) await store.insert(dueAt(change));
      for (const { approval } of [old, young]) await store.replace(dueAt(aborted(approval)));
      expect(await store.forgetClosed(monday + 3_010)).toBe(1);
      expect(await store.get(old.approval.id)).toBeUndefined();
      expect(await store.get(young.approval.id)).toMatchObject({ status: 'cancelled' });
      expect(await store.get(open.approval.id)).toMatchObject({ status: 'pending' });
      expect((await auditOf(old.approval.id)).map(({ what }) => what)).toEqual(['asked', 'cancelled']);
      expect(await auditOf()).toHaveLength(5);
      expect(await store.forgetClosed(monday + 3_010)).toBe(0);
    });

    it('does not forget what is closed and still has something due', async () => {
      const change = await asked('token-1');
      await store.insert(change);
      await store.replace(dueAt(aborted(change.approval), monday + 9_000));
      expect(await store.forgetClosed(monday + 1e9)).toBe(0);
      expect(await store.get(change.approval.id)).toBeDefined();
    });

    it('gives out a long audit to the last line', async () => {
      const change = await asked('token-1');
      await store.insert(change);
      let approval = (await store.get(change.approval.id))!;
      for (let press = 0; press < longAudit - 1; press++) {
        const next = pressedInVain(approval, `U${String(press)}`);
        await store.replace(next);
        approval = next.approval;
      }
      const entries = await auditOf();
      expect(entries).toHaveLength(longAudit);
      expect(brokenLink(entries)).toBeUndefined();
    });
  });
}
