import { free } from './after-card.ts';
import { withDue, withoutDue } from './due.ts';
import { entered } from './entered.ts';
import type { Incident } from './incident.ts';
import { withRelated } from './related.ts';
import { shownSoon } from './showing.ts';
import type { Fact, Sighting } from './sighting.ts';
import { stepOf, without } from './step-press.ts';
import type { StepState } from './step.ts';

/** How carrying out a step went. */
export type StepNews =
  /** It runs as this execution, and is done when that succeeded. */
  | { readonly kind: 'started'; readonly executionArn: string; readonly says: string }
  /** Nothing new: look again then, ms. */
  | { readonly kind: 'not-yet'; readonly until: number }
  /** `facts`: what the card says from now on, first; one takes the place of that name. */
  | { readonly kind: 'done'; readonly says: string; readonly facts?: readonly Fact[] }
  | { readonly kind: 'failed'; readonly because: string };

/** Many a run is over at once, ms. */
const firstLookMs = 2_000;

/** A step that is going, as it was when it was looked at. */
export type GoingStep = { readonly name: string; readonly state: Extract<StepState, { kind: 'going' }> };

/** The steps that are to be carried out. Pure. */
export function goingSteps({ steps }: Incident): readonly GoingStep[] {
  return Object.entries(steps).flatMap(([name, state]) => (state.kind === 'going' ? [{ name, state }] : []));
}

/** The record after a look at steps that were going; whatever came of one that is no longer is left alone. Pure. */
export function afterSteps(
  incident: Incident,
  looked: readonly (GoingStep & { readonly news: StepNews })[],
  now: number,
): Incident {
  const still = looked.filter(({ name, state }) => {
    const today = incident.steps[name];
    return today?.kind === 'going' && today.at === state.at;
  });
  const next = still.reduce((so, { name, news }) => afterNews(so, name, news, now), free(incident));
  const going = goingSteps(next);
  if (going.length === 0) return { ...next, due: withoutDue(next.due, 'step') };
  const attempt = (incident.due.find(({ kind }) => kind === 'step')?.attempt ?? 0) + 1;
  const untils = still.flatMap(({ news }) => lookAgainAt(news, now) ?? []);
  // One that was pressed meanwhile is to be carried out at once.
  const all = going.every(({ name }) => still.some((one) => one.name === name));
  return { ...next, due: withDue(next.due, 'step', all ? Math.min(...untils, now + 60_000) : now, attempt) };
}

function lookAgainAt(news: StepNews, now: number): number | undefined {
  if (news.kind === 'not-yet') return news.until;
  return news.kind === 'started' ? now + firstLookMs : undefined;
}

function afterNews(incident: Incident, name: string, news: StepNews, now: number): Incident {
  const state = incident.steps[name];
  const label = stepOf(incident, name)?.label ?? name;
  if (state?.kind !== 'going') return incident;
  const people = {
    ...(state.by !== undefined && { by: state.by }),
    ...(state.agreedBy !== undefined && { agreedBy: state.agreedBy }),
  };
  const { executionArn } = state;
  switch (news.kind) {
    case 'not-yet':
      return incident;
    case 'started': {
      const said = says(incident, 'step-begun', `${label}: ${news.says}`, now, false);
      const steps = { ...said.steps, [name]: { ...state, executionArn: news.executionArn } };
      return shownSoon(withRelated({ ...said, steps }, { kind: 'execution', id: news.executionArn }), now);
    }
    case 'done': {
      const said = says(incident, 'step-done', `${label}: ${news.says}`, now, true);
      const ran = executionArn !== undefined && { executionArn };
      const done: StepState = { kind: 'done', ...people, at: now, says: news.says, ...ran };
      const steps = takenBack(said, name).reduce(without, { ...said.steps, [name]: done });
      return shownSoon({ ...said, steps, latest: withFacts(said.latest, news.facts ?? []) }, now);
    }
    case 'failed': {
      const said = says(incident, 'step-failed', `${label} failed: ${news.because}`, now, true);
      const { by } = state;
      const failed: StepState = {
        ...{ kind: 'failed', at: now, because: news.because },
        ...(by !== undefined && { by }),
      };
      return shownSoon({ ...said, steps: { ...said.steps, [name]: failed } }, now);
    }
  }
}

function says(
  incident: Incident,
  what: 'step-begun' | 'step-done' | 'step-failed',
  text: string,
  now: number,
  tell: boolean,
): Incident {
  return entered(incident, { at: now, what, says: text, tell });
}

/** Steps that this one takes back: they may be done again. */
function takenBack({ plan }: Incident, name: string): readonly string[] {
  return plan.runbook.filter(({ undo }) => undo === name).map((step) => step.name);
}

/** The newest stand first. */
function withFacts(sighting: Sighting, facts: readonly Fact[]): Sighting {
  const others = sighting.facts.filter(({ name }) => !facts.some((fact) => fact.name === name));
  return { ...sighting, facts: [...facts, ...others] };
}
