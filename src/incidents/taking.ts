import type { SeenEvents } from '../events/index.ts';
import type { Clock, Logger } from '../platform/index.ts';
import { afterSighting } from './after-sighting.ts';
import type { Incident, IncidentPlan } from './incident.ts';
import type { IncidentLedger } from './ledger.ts';
import type { Incidents } from './press.ts';
import { eventMark, type Sighting } from './sighting.ts';
import type { Surges } from './surges.ts';

/** Events that one write takes; a record holds the marks of those of its last write. */
const mostTogether = 200;

interface Waiting {
  readonly sighting: Sighting;
  readonly plan: IncidentPlan;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

/** What events say, written: those of one key that come while a write is under way share the next one. */
export function createTaking(needs: {
  ledger: IncidentLedger;
  surges: Pick<Surges, 'join'>;
  seen: Pick<SeenEvents, 'has' | 'add'>;
  clock: Clock;
  log: Logger;
}): Incidents['take'] {
  const { ledger, surges, seen, clock, log } = needs;
  const waiting = new Map<string, Waiting[]>();

  /** Of an event that was counted before: its mark is in the record, or among the seen ones. */
  const wasCounted = ({ sighting }: Waiting) => seen.has(seenKey(eventMark(sighting)));

  /** A first record: in the surge of its channel, where there is one. What is critical has a card in any case. */
  const placed = async (incident: Incident): Promise<Incident> => {
    const surge = await surges.join(incident.plan.channel);
    if (surge === undefined || incident.severity === 'critical') return incident;
    return { ...incident, card: { inSurge: surge } };
  };

  /** How many of these, from the first on, are in the record now. */
  const takeSome = async (key: string, batch: readonly Waiting[]): Promise<number> => {
    const latest = await ledger.latest(key);
    // Before their marks leave the record.
    if (latest && latest.recent.length > 0) await seen.add(latest.recent.map(seenKey), clock.now());
    const lastRound = latest ? latest.round : await ledger.lastRound(key);
    const now = clock.now();
    let next: Incident | undefined = latest && { ...latest, recent: [] };
    let taken = 0;
    let news = false;
    for (const { sighting, plan } of batch) {
      if (latest?.recent.includes(eventMark(sighting))) {
        taken += 1;
        continue;
      }
      const after = afterSighting(next, sighting, plan, now, lastRound);
      // The next round is another record, and a write of its own.
      const another = after !== undefined && next !== undefined && after.id !== next.id;
      if (another && news) break;
      taken += 1;
      if (!after) continue;
      next = after;
      news = true;
      if (another) break;
    }
    if (!next || !news) return taken;
    const isFirst = next.id !== latest?.id;
    const written = await ledger.replace(isFirst ? undefined : latest, isFirst ? await placed(next) : next);
    if (written && isFirst) log.info({ incidentId: next.id, channel: next.plan.channel }, 'incident opened');
    return written ? taken : 0;
  };

  const work = async (key: string, queue: Waiting[]) => {
    while (queue.length > 0) {
      const batch = queue.slice(0, mostTogether);
      try {
        const counted = await Promise.all(batch.map(wasCounted));
        const fresh = batch.filter((_one, index) => counted[index] !== true);
        const taken = new Set(fresh.slice(0, await takeSome(key, fresh)));
        const over = batch.filter((one, index) => counted[index] === true || taken.has(one));
        queue.splice(0, batch.length, ...batch.filter((one) => !over.includes(one)));
        for (const { settle } of over) settle();
      } catch (error) {
        queue.splice(0, batch.length);
        for (const { fail } of batch) fail(error);
      }
    }
    waiting.delete(key);
  };

  return (sighting, plan) => {
    if (sighting.phase === 'passes') return Promise.resolve();
    return new Promise((resolve, reject) => {
      const one = { sighting, plan, settle: resolve, fail: reject };
      const queue = waiting.get(sighting.key);
      if (queue) {
        queue.push(one);
        return;
      }
      const first = [one];
      waiting.set(sighting.key, first);
      void work(sighting.key, first);
    });
  };
}

/** In a namespace of its own: the intake's mark says that all of an event's work is done. */
function seenKey(mark: string): string {
  return `incident:${mark}`;
}
