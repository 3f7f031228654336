import type { Approval, ApprovalId, DueKind, Happening } from '../approvals/index.ts';
import { assertNever, type Clock, type Logger, type Part, type Scheduler } from '../platform/index.ts';
import type { Cards, Prover, TaskCallbacks } from './ports.ts';
import type { Records } from './records.ts';
import { returnToken } from './return-token.ts';
import { show } from './show.ts';
import { verify, type StartedBy } from './verify.ts';

/** What matters most comes first: a waiting workflow before a card, a card before bookkeeping. */
const order: readonly DueKind[] = ['return', 'show', 'verify', 'expire'];
/** Records looked at in one sweep; the rest wait for the next second. */
const sweepLimit = 200;
/** Records worked on at the same time. */
const width = 8;

export interface DeliveryNeeds {
  readonly records: Records;
  readonly callbacks: TaskCallbacks;
  readonly prover: Prover;
  readonly cards: Cards;
  readonly startedBy: StartedBy;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Logger;
}

export interface Delivery extends Part {
  /** Something is due for this record now: look without waiting for the next sweep. */
  wake(id: ApprovalId): void;
  /** Makes everything true that is due now. */
  sweep(): Promise<void>;
}

/** Makes due things true, and again until they are. The record says what is due; nothing is kept here. */
export function createDelivery(needs: DeliveryNeeds): Delivery {
  const { records, clock, scheduler, log } = needs;
  /** One worker a record in this process; other replicas are kept apart by compare-and-swap. */
  const working = new Map<ApprovalId, Promise<void>>();
  let stopping = false;

  const once = (approval: Approval, kind: DueKind): Promise<Happening> => {
    switch (kind) {
      case 'return':
        return returnToken(approval, needs);
      case 'show':
        return show(approval, needs);
      case 'verify':
        return verify(approval, needs);
      case 'expire':
        return Promise.resolve({ kind: 'deadline-passed' });
      default:
        return assertNever(kind);
    }
  };

  const work = async (id: ApprovalId) => {
    while (!stopping) {
      const approval = await records.get(id);
      const kind = approval && dueNow(approval, clock.now());
      if (!approval || !kind) return;
      const result = await records.record(id, await once(approval, kind));
      const unchanged = result?.approval.revision === approval.revision;
      if (unchanged) {
        log.error({ approvalId: id, due: kind }, 'due work changed nothing');
        return;
      }
    }
  };

  const look = (id: ApprovalId): Promise<void> => {
    const running = working.get(id);
    const next = (running ?? Promise.resolve())
      .then(() => work(id))
      .catch((error: unknown) => {
        log.error({ approvalId: id, err: error }, 'due work failed');
      })
      .finally(() => {
        if (working.get(id) === next) working.delete(id);
      });
    working.set(id, next);
    return next;
  };

  const sweep = async () => {
    const waiting = (await records.due(clock.now(), sweepLimit)).map((approval) => approval.id);
    const idle = waiting.filter((id) => !working.has(id));
    const lane = async () => {
      for (let id = idle.shift(); id !== undefined && !stopping; id = idle.shift()) await look(id);
    };
    await Promise.all(Array.from({ length: width }, lane));
  };

  return {
    name: 'delivery',
    async start() {
      scheduler.every('* * * * * *', 'due work', sweep);
      // What a process before this one recorded and could not finish.
      await sweep();
    },
    async stop() {
      stopping = true;
      await Promise.all(working.values());
    },
    wake(id) {
      if (!stopping) void look(id);
    },
    sweep,
  };
}

/** The first thing due now, by {@link order}. A card is shown before its ask is proven, and again after. */
function dueNow(approval: Approval, now: number): DueKind | undefined {
  return order.find((kind) => approval.due.some((due) => due.kind === kind && due.at <= now));
}
