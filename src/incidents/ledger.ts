import type { CardRef } from '../approvals/index.ts';
import type { Clock } from '../platform/index.ts';
import { begun, cardShown, entryTold, putOff } from './after-card.ts';
import { callsNext, escalated, settled, woken } from './after-due.ts';
import { afterSteps, goingSteps, type GoingStep, type StepNews } from './after-step.ts';
import { changed } from './changed.ts';
import { nextIncidentDueAt, type IncidentDueKind } from './due.ts';
import { untold } from './entered.ts';
import type { Incident, IncidentId, IncidentStore } from './incident.ts';
import { stepOf } from './step-press.ts';
import type { Step } from './step.ts';
import type { TimelineEntry } from './timeline.ts';

/** Writes incidents by compare-and-swap, so that of two writers one wins and the other sees the new record. */
export interface IncidentLedger {
  get(id: IncidentId): Promise<Incident | undefined>;
  latest(key: string): Promise<Incident | undefined>;
  lastRound(key: string): Promise<number>;
  due(now: number, limit: number): Promise<readonly Incident[]>;
  /** One write: `next` in place of `before`, or a first record. False where another was first. */
  replace(before: Incident | undefined, next: Incident): Promise<boolean>;
  /** Tries until the change could be written, or there is nothing to write; the record as it is then. */
  change(
    id: IncidentId,
    change: (incident: Incident, now: number) => Incident | undefined,
  ): Promise<{ readonly incident: Incident; readonly changed: boolean } | undefined>;
  /** Takes what is due in hand until then; undefined where another has, or it is no longer due. */
  begin(id: IncidentId, kind: IncidentDueKind, until: number): Promise<Incident | undefined>;
  /** The card was made equal to `seen`; `card` absent where it was so already. */
  shown(seen: Incident, card?: { readonly ref: CardRef; readonly digest: string }): Promise<void>;
  /** The thread was told, or will never be. */
  told(id: IncidentId, entry: TimelineEntry): Promise<void>;
  putOff(id: IncidentId, kind: IncidentDueKind, until: number): Promise<void>;
  /** Whom the next escalation calls; undefined where nobody is to be called now. */
  callsNext(incident: Incident): string | undefined;
  /** @param together they were called for a whole surge */
  escalated(id: IncidentId, together: boolean): Promise<void>;
  woken(id: IncidentId): Promise<void>;
  settled(id: IncidentId): Promise<void>;
  stepsLooked(id: IncidentId, looked: readonly (GoingStep & { readonly news: StepNews })[]): Promise<void>;
  goingSteps(incident: Incident): readonly (GoingStep & { readonly step: Step | undefined })[];
  untold(incident: Incident): readonly TimelineEntry[];
  /** True once, for what this process wrote first: nobody can have tried to post it before. @param entry absent for the card */
  firstTry(id: IncidentId, entry?: TimelineEntry): boolean;
}

export function createIncidentLedger(needs: {
  store: IncidentStore;
  clock: Clock;
  /** Told after every write that leaves something due now. */
  wake: (id: IncidentId) => void;
}): IncidentLedger {
  const { store, clock } = needs;
  /** Posts that nobody can have tried yet: cards by id, entries by id and key. */
  const untried = new Set<string>();

  const replace: IncidentLedger['replace'] = async (before, next) => {
    const now = clock.now();
    const change = changed(before, next, now);
    if ((await store.write(change)) === 'stale') return false;
    const { id, due } = change.incident;
    if (!before && due.some(({ kind }) => kind === 'show')) untried.add(id);
    const before_ = new Set(before ? untold(before).map(({ tell }) => tell) : []);
    if (due.some(({ kind }) => kind === 'tell'))
      for (const { tell } of untold(change.incident)) if (!before_.has(tell)) untried.add(placeOf(id, tell));
    if ((nextIncidentDueAt(change.incident) ?? Infinity) <= now) needs.wake(id);
    return true;
  };

  const change: IncidentLedger['change'] = async (id, make) => {
    for (;;) {
      const incident = await store.get(id);
      if (!incident) return undefined;
      const next = make(incident, clock.now());
      if (!next) return { incident, changed: false };
      if (await replace(incident, next)) return { incident: (await store.get(id)) ?? next, changed: true };
    }
  };
  const apply = async (id: IncidentId, make: (incident: Incident, now: number) => Incident | undefined) => {
    await change(id, make);
  };

  return {
    get: (id) => store.get(id),
    latest: (key) => store.latest(key),
    lastRound: (key) => store.lastRound(key),
    due: (now, limit) => store.due(now, limit),
    replace,
    change,
    async begin(id, kind, until) {
      const result = await change(id, (incident, now) => begun(incident, kind, { now, until }));
      return result?.changed === true ? result.incident : undefined;
    },
    shown: (seen, card) => apply(seen.id, (incident, now) => cardShown(incident, seen, card, now)),
    told: (id, { tell }) =>
      apply(id, (incident) => (tell === undefined ? undefined : entryTold(incident, tell))),
    putOff: (id, kind, until) => apply(id, (incident) => putOff(incident, kind, until)),
    callsNext: (incident) => callsNext(incident, clock.now()),
    escalated: (id, together) => apply(id, (incident, now) => escalated(incident, now, together)),
    woken: (id) => apply(id, woken),
    settled: (id) => apply(id, settled),
    stepsLooked: (id, looked) => apply(id, (incident, now) => afterSteps(incident, looked, now)),
    goingSteps: (incident) =>
      goingSteps(incident).map((going) => ({ ...going, step: stepOf(incident, going.name) })),
    untold,
    firstTry: (id, entry) => untried.delete(entry ? placeOf(id, entry.tell) : id),
  };
}

function placeOf(id: IncidentId, tell: string | undefined): string {
  return `${id} ${tell ?? ''}`;
}
