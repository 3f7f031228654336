import { createApprovals, type Gate, type Leaves, type Press } from '../../src/approvals/index.ts';
import { LookupFailed, type Person } from '../../src/access/index.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { ask, gate, openLedger, verified } from './record.ts';

export const people: Readonly<Record<string, Person>> = {
  U0APPROVER: { id: 'U0APPROVER', name: 'approver', standing: 'member', email: 'approver@example.com' },
  U0SECOND: {
    id: 'U0SECOND',
    name: 'second-approver',
    standing: 'member',
    email: 'second-approver@example.com',
  },
  U0OUTSIDE: { id: 'U0OUTSIDE', name: 'outside', standing: 'member', email: 'outside@example.com' },
};

const usual: Readonly<Record<string, readonly string[]>> = { 'release-managers': ['U0APPROVER', 'U0SECOND'] };

/** An approval that is asked, proven where nothing else is said, and the room that decides it. */
export async function open(
  options: {
    recorded?: Partial<Gate>;
    today?: Partial<Gate> | null;
    input?: typeof ask.input;
    prove?: boolean;
    startedBy?: string;
    expiresAt?: number;
    /** Members of groups; one that is not there cannot be looked up. */
    groups?: Readonly<Record<string, readonly string[]>>;
    /** Told of every look-up that asks Slack anew. */
    onFresh?: (subject: string) => void;
    /** Resolves when Slack answers about people. */
    lookUp?: Promise<unknown>;
    leaves?: Leaves;
    /** More people, or others. */
    people?: Readonly<Record<string, Person>>;
  } = {},
) {
  const { ledger, clock, stores } = openLedger();
  const recorded = { ...gate, ...options.recorded };
  const approval = await ledger.open(
    recorded,
    { ...ask, ...(options.input !== undefined && { input: options.input }) },
    'token-1',
  );
  if (options.prove !== false) {
    await ledger.record(approval.id, {
      kind: 'verified',
      provenance: verified,
      expiresAt: options.expiresAt ?? 60_000,
      ...(options.startedBy !== undefined && { startedBy: options.startedBy }),
    });
  }
  const todays = (change: Partial<Gate> | null | undefined) =>
    change === null ? undefined : { ...recorded, ...change };
  let today = todays(options.today);
  const changePolicy = (change: Partial<Gate> | null) => {
    today = todays(change);
  };
  const approvals = createApprovals({
    ledger,
    gate: () => today,
    leaves: () => options.leaves ?? {},
    directory: {
      person: async (id, { fresh } = {}) => {
        if (fresh === true) options.onFresh?.(id);
        await options.lookUp;
        return { ...people, ...options.people }[id] ?? { id, name: id, standing: 'guest' };
      },
      members: (handle, { fresh } = {}) => {
        if (fresh === true) options.onFresh?.(`@${handle}`);
        const members = (options.groups ?? usual)[handle];
        return members
          ? Promise.resolve(new Set(members))
          : Promise.reject(new LookupFailed(`@${handle}`, 'there is no such user group'));
      },
    },
    clock,
    log: silentLogger(),
    wake: () => undefined,
  });
  const press = (who: string, more: Partial<Press> = {}) =>
    approvals.press({ approvalId: approval.id, who, verdict: 'approve', via: 'slack', ...more });
  return { approvals, press, clock, ledger, approval, stores, changePolicy };
}
