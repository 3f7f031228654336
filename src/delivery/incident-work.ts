import type { Incident, IncidentDueKind, IncidentLedger, Surges } from '../incidents/index.ts';
import { assertNever, delayBefore } from '../platform/index.ts';
import type { ChannelPace } from './channel-pace.ts';
import type { DueSource } from './due-work.ts';
import { inHandMs } from './in-hand.ts';
import type { IncidentCards } from './incident-cards.ts';
import { carryOut, type StepWorkNeeds } from './step-work.ts';
import { waitAfter } from './tries.ts';

/** What matters most comes first: what is to be done before what is shown of it, and that before what is said beside it. */
const order: readonly IncidentDueKind[] = ['step', 'show', 'escalate', 'wake', 'settle', 'tell'];
/** Records looked through, a second; those whose channel takes nothing more now wait for the next. */
const lookedThrough = 1_000;
const passing = { firstMs: 1_000, factor: 2, atMostMs: 60_000 };
/** Somebody must mend a name or invite the bot. */
const mended = { firstMs: 30_000, factor: 2, atMostMs: 600_000 };
/** A reply that cannot be said for so many tries, most of an hour, has lost its point: the card says the same. */
const lastTry = 50;
/** Without a card there is no thread; looked for again after this, ms. */
const withoutCardMs = 5_000;

export interface IncidentWorkNeeds extends StepWorkNeeds {
  readonly ledger: IncidentLedger;
  readonly surges: Pick<Surges, 'calls'>;
  readonly cards: IncidentCards;
  readonly pace: ChannelPace;
}

/** The due work of incidents: steps carried out, cards shown, threads told, people called. */
export function incidentWork(needs: IncidentWorkNeeds): DueSource {
  const { ledger, clock, log } = needs;

  /** False where it is not its turn, or another process is at it. */
  const once = async (incident: Incident, kind: IncidentDueKind): Promise<boolean> => {
    const { id } = incident;
    switch (kind) {
      case 'step':
        return lookAtSteps(incident, needs);
      case 'show':
        return show(incident, needs);
      case 'tell':
        return tell(incident, needs);
      case 'escalate':
        return escalate(incident, needs);
      case 'wake':
        await ledger.woken(id);
        return true;
      case 'settle':
        await ledger.settled(id);
        return true;
      default:
        return assertNever(kind);
    }
  };

  return {
    name: 'incidents',
    aSweep: lookedThrough,
    due: async (now, limit) => turnsNow(await ledger.due(now, limit), now, needs.pace),
    async step(id) {
      const incident = await ledger.get(id);
      for (const kind of incident ? dueNow(incident, clock.now()) : []) {
        if (!incident || !(await once(incident, kind))) continue;
        if ((await ledger.get(id))?.revision !== incident.revision) return true;
        log.error({ incidentId: id, due: kind }, 'due work changed nothing');
        return false;
      }
      return false;
    },
  };
}

function dueNow({ due }: Incident, now: number): readonly IncidentDueKind[] {
  return order.filter((kind) => due.some((one) => one.kind === kind && one.at <= now));
}

/** Of each channel as many as it takes now; loud ones stand first. Whatever is not for Slack does not wait for it. */
function turnsNow(incidents: readonly Incident[], now: number, pace: ChannelPace): readonly string[] {
  const left = new Map<string, number>();
  return incidents
    .filter((incident) => {
      const { channel } = incident.plan;
      if (dueNow(incident, now).some((kind) => kind !== 'show' && kind !== 'tell')) return true;
      const more = left.get(channel) ?? pace.left(channel);
      left.set(channel, more - 1);
      return more > 0;
    })
    .map(({ id }) => id);
}

async function show(incident: Incident, needs: IncidentWorkNeeds): Promise<boolean> {
  const { ledger, cards, pace, clock, log } = needs;
  const { id, plan } = incident;
  if (!pace.take(plan.channel)) return false;
  // What two processes at once would post twice; a card that is there may be edited side by side.
  const seen = incident.card.ref ? incident : await ledger.begin(id, 'show', clock.now() + inHandMs);
  if (!seen) return false;
  const attempt = attemptOf(seen, 'show');
  const outcome = await cards.show(seen, { mayBePosted: attempt > 0 || !ledger.firstTry(id) });
  switch (outcome.kind) {
    case 'shown':
      await ledger.shown(seen, { ref: outcome.ref, digest: outcome.digest });
      return true;
    case 'unchanged':
      await ledger.shown(seen);
      return true;
    case 'lost':
      log.error({ incidentId: id, because: outcome.because, attempt }, 'card of an incident lost');
      await ledger.putOff(id, 'show', clock.now() + delayBefore(attempt + 1, mended));
      return true;
    case 'passing':
      log.info({ incidentId: id, because: outcome.because }, 'card of an incident not shown yet');
      await ledger.putOff(id, 'show', clock.now() + waitAfter(outcome, attempt, passing));
      return true;
    default:
      return assertNever(outcome);
  }
}

async function tell(incident: Incident, needs: IncidentWorkNeeds): Promise<boolean> {
  const { ledger, cards, pace, clock, log } = needs;
  const { id, plan } = incident;
  const [entry] = ledger.untold(incident);
  const attempt = attemptOf(incident, 'tell');
  if (entry && !incident.card.ref && attempt < lastTry) {
    await ledger.putOff(id, 'tell', clock.now() + withoutCardMs);
    return true;
  }
  if (entry && attempt >= lastTry) {
    log.warn({ incidentId: id, entry: entry.tell }, 'thread of an incident not told for too long');
    await ledger.told(id, entry);
    return true;
  }
  if (!entry || !pace.take(plan.channel)) return false;
  const seen = await ledger.begin(id, 'tell', clock.now() + inHandMs);
  if (!seen) return false;
  const mayBeTold = attempt > 0 || !ledger.firstTry(id, entry);
  const outcome = await cards.tell(seen, entry, { mayBeTold });
  if (outcome.kind === 'passing') {
    log.info({ incidentId: id, because: outcome.because }, 'thread of an incident not told yet');
    await ledger.putOff(id, 'tell', clock.now() + waitAfter(outcome, attempt, passing));
    return true;
  }
  if (outcome.kind === 'refused')
    log.warn({ incidentId: id, because: outcome.because }, 'thread of an incident not told');
  await ledger.told(id, entry);
  return true;
}

/** Of a flood people are called once, in the thread of one of its incidents. */
async function escalate(incident: Incident, { ledger, surges }: IncidentWorkNeeds): Promise<boolean> {
  const { id, card } = incident;
  const to = ledger.callsNext(incident);
  const together =
    to !== undefined && card.inSurge !== undefined && !(await surges.calls(card.inSurge, to, id));
  await ledger.escalated(id, together);
  return true;
}

async function lookAtSteps(incident: Incident, needs: IncidentWorkNeeds): Promise<boolean> {
  const { ledger, clock } = needs;
  const seen = await ledger.begin(incident.id, 'step', clock.now() + inHandMs);
  if (!seen) return false;
  const attempt = attemptOf(seen, 'step');
  const looked = await Promise.all(
    ledger
      .goingSteps(seen)
      .map(async (going) => ({ ...going, news: await carryOut(seen, going, attempt, needs) })),
  );
  await ledger.stepsLooked(seen.id, looked);
  return true;
}

function attemptOf({ due }: Incident, kind: IncidentDueKind): number {
  return due.find((one) => one.kind === kind)?.attempt ?? 0;
}
