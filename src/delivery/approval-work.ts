import type { Approval, DueKind, Happening } from '../approvals/index.ts';
import { assertNever, type Clock, type Logger } from '../platform/index.ts';
import type { DueSource } from './due-work.ts';
import { heartbeat } from './heartbeat.ts';
import { inHandMs } from './in-hand.ts';
import type { Announcer, Cards, DeadLetters, Prover, TaskCallbacks } from './ports.ts';
import type { Records } from './records.ts';
import { rejectAsk } from './reject-ask.ts';
import { returnToken } from './return-token.ts';
import { show } from './show.ts';
import { tell, type TogetherTold } from './tell.ts';
import { verify, type StartedBy } from './verify.ts';

/** What matters most comes first: a waiting workflow before a card, a card before what is said beside it. */
const order: readonly DueKind[] = [
  'return',
  'expire',
  'heartbeat',
  'show',
  'verify',
  'escalate',
  'remind',
  'tell',
  'reject',
];

export interface ApprovalWorkNeeds {
  readonly records: Records;
  readonly callbacks: TaskCallbacks;
  readonly prover: Prover;
  readonly cards: Cards;
  readonly announcer: Announcer;
  readonly batches: TogetherTold;
  readonly deadLetters: DeadLetters;
  readonly startedBy: StartedBy;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The due work of approvals: tokens back, cards shown, asks proven, deadlines looked at. */
export function approvalWork(needs: ApprovalWorkNeeds): DueSource {
  const { records, clock, log } = needs;

  /** The record to go on from; undefined where another process is at it, or it is done. */
  const begin = async (approval: Approval, due: DueKind): Promise<Approval | undefined> => {
    if (!isPosted(approval, due)) return approval;
    const until = clock.now() + inHandMs;
    const result = await records.record(approval.id, { kind: 'begun', due, until });
    return result?.changed === true ? result.approval : undefined;
  };

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
      case 'remind':
        return Promise.resolve({ kind: 'reminder-due' });
      case 'escalate':
        return Promise.resolve({ kind: 'escalation-due' });
      case 'heartbeat':
        return heartbeat(approval, needs);
      case 'tell':
        return tell(approval, needs);
      case 'reject':
        return rejectAsk(approval, needs);
      default:
        return assertNever(kind);
    }
  };

  return {
    name: 'approvals',
    due: async (now, limit) => (await records.due(now, limit)).map(({ id }) => id),
    async step(id) {
      const found = await records.get(id);
      for (const kind of found ? dueNow(found, clock.now()) : []) {
        const approval = found && (await begin(found, kind));
        if (!approval) continue;
        const result = await records.record(id, asHolder(approval, kind, await once(approval, kind)));
        if (result?.approval.revision !== approval.revision) return true;
        log.error({ approvalId: id, due: kind }, 'due work changed nothing');
        return false;
      }
      return false;
    },
  };
}

/** What is due now, by {@link order}. A card is shown before its ask is proven, and again after. */
function dueNow(approval: Approval, now: number): readonly DueKind[] {
  return order.filter((kind) => approval.due.some((due) => due.kind === kind && due.at <= now));
}

/** What was put off is another's by now where the mark of this process ran out: then this one says nothing of it. */
function asHolder({ inHand }: Approval, kind: DueKind, happening: Happening): Happening {
  const held = inHand?.[kind];
  return happening.kind === 'put-off' && held !== undefined ? { ...happening, held } : happening;
}

/** What two processes at once would post twice; all else may be done side by side. */
function isPosted({ card }: Approval, kind: DueKind): boolean {
  return kind === 'tell' || (kind === 'show' && !card.ref);
}
