import type { Access, Directory, UserId } from '../access/index.ts';
import type { Clock, Logger } from '../platform/index.ts';
import { afterPress, type Pressed } from './after-press.ts';
import type { Incident } from './incident.ts';
import type { IncidentLedger } from './ledger.ts';
import type { IncidentOutcome, IncidentPress } from './press.ts';
import { isAmong, isLookupFailure, namesOf } from './names.ts';
import { stepOf } from './step-press.ts';
import type { Surges } from './surges.ts';

export interface RespondingNeeds {
  readonly ledger: IncidentLedger;
  readonly surges: Pick<Surges, 'get'>;
  readonly access: Pick<Access, 'may' | 'demand'>;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Logger;
}

type Refused = Extract<IncidentOutcome, { kind: 'refused' }>;

/** Somebody wants something of an incident: whether they may, and what comes of it. */
export function createResponding(needs: RespondingNeeds): (press: IncidentPress) => Promise<IncidentOutcome> {
  const { ledger, surges, access, directory, clock, log } = needs;

  const isOurCard = async ({ card }: Incident, on: NonNullable<IncidentPress['on']>): Promise<boolean> => {
    const ofSurge = card.inSurge === undefined ? undefined : (await surges.get(card.inSurge))?.card.ref;
    return [card.ref, ofSurge].some((ref) => ref?.channel === on.channel && ref.ts === on.ts);
  };

  /** Why a step may not be pressed by this person; undefined where it may. */
  const stepRefusal = async (incident: Incident, name: string, who: UserId): Promise<string | undefined> => {
    const step = stepOf(incident, name);
    if (!step) return undefined;
    const { label, deed } = step;
    if (step.who && !(await isAmong(step.who, who, directory)))
      return `"${label}" is for ${step.who.join(', ')}, and you are not among them. Nothing was done.`;
    if (deed.kind !== 'start') return undefined;
    const verdict = await access.demand(who, 'start', deed.machine);
    return verdict.allowed ? undefined : `Nothing was started: ${verdict.because}.`;
  };

  /** What stands between a press and what comes of it, in the order in which people want to hear of it. */
  const refusal = async (
    { who, wish, on }: IncidentPress,
    incident: Incident,
  ): Promise<string | undefined> => {
    if (on && !(await isOurCard(incident, on)))
      return 'Nothing was changed: this message is not the card of that incident. Look for the newest one.';
    const { route } = incident.plan;
    const verdict = await access.demand(who, 'respond', route);
    if (!verdict.allowed) return `Nothing was changed: ${verdict.because}.`;
    if (wish.kind === 'step') return stepRefusal(incident, wish.step, who);
    if (wish.kind === 'assign' && wish.to !== who) {
      const theirs = await access.may(wish.to, 'respond', route);
      if (!theirs.allowed)
        return 'Nothing was changed: whom you chose may not respond to this. Choose somebody whom `access:` of signalbox.yaml allows to respond.';
    }
    if (wish.kind === 'reopen' && (await ledger.latest(incident.key))?.id !== incident.id)
      return 'Nothing was changed: it came again since then, and has a newer incident. Look there.';
    return undefined;
  };

  return async (press) => {
    const { incidentId, who, wish } = press;
    const refuse = (sentence: string): Refused => {
      log.info({ incidentId, who, wish: wish.kind }, 'response refused');
      return { kind: 'refused', sentence };
    };
    const found = await ledger.get(incidentId);
    if (!found) return refuse('Nothing was changed: this incident is not known, or was forgotten since.');
    try {
      const why = await refusal(press, found);
      if (why !== undefined) return refuse(why);
    } catch (error) {
      if (!isLookupFailure(error)) throw error;
      return refuse(error.message);
    }
    const names = await namesOf(found, wish, directory);
    const pressOn = (incident: Incident, now: number, known: ReadonlyMap<UserId, string>) =>
      afterPress(incident, wish, { who, now, nameOf: (id) => (id === who ? 'You' : (known.get(id) ?? id)) });
    let pressed: Pressed | undefined;
    const result = await ledger.change(incidentId, (incident, now) => {
      pressed = pressOn(incident, now, names);
      return pressed.kind === 'changed' ? pressed.incident : undefined;
    });
    // Whoever was faster may not have been known before.
    if (result?.changed === false)
      pressed = pressOn(result.incident, clock.now(), await namesOf(result.incident, wish, directory));
    if (!pressed || !result) return refuse('Nothing was changed: this incident was forgotten meanwhile.');
    if (pressed.kind === 'refused') return refuse(pressed.sentence);
    log.info({ incidentId, who, wish: wish.kind, changed: result.changed }, 'response taken');
    const kind = result.changed ? 'accepted' : 'unchanged';
    return { kind, incident: result.incident, sentence: pressed.sentence };
  };
}
