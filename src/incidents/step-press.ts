import { withDue } from './due.ts';
import { entered } from './entered.ts';
import type { Incident } from './incident.ts';
import type { Pressed, Pressing } from './after-press.ts';
import { shownSoon, withOwnCard } from './showing.ts';
import type { Step, StepState } from './step.ts';

/** The step of this name. Pure. */
export function stepOf({ plan }: Incident, name: string): Step | undefined {
  return plan.runbook.find((step) => step.name === name);
}

/** Whether a step can be pressed now: one that takes another back, only after that one is done. Pure. */
export function isOffered(incident: Incident, step: Step): boolean {
  const state = incident.steps[step.name];
  if (state?.kind === 'going' || state?.kind === 'done') return false;
  const takenBack = incident.plan.runbook.filter(({ undo }) => undo === step.name);
  return takenBack.length === 0 || takenBack.some(({ name }) => incident.steps[name]?.kind === 'done');
}

/** Somebody presses a step: it is asked for, agreed to, or begins. Pure. */
export function stepPressed(incident: Incident, name: string, pressing: Pressing): Pressed {
  const step = stepOf(incident, name);
  if (!step) return { kind: 'refused', sentence: 'Nothing was done: this incident has no such step.' };
  const { label, secondPerson } = step;
  const state = incident.steps[name];
  if (state?.kind === 'going' || state?.kind === 'done')
    return { kind: 'unchanged', sentence: alreadyPressed(step, state, pressing) };
  if (!isOffered(incident, step))
    return { kind: 'refused', sentence: `"${label}" was not done: what it takes back was not done before.` };
  if (!secondPerson) return begun(incident, step, { by: pressing.who }, pressing);
  if (state?.kind !== 'asked') return asked(incident, step, pressing);
  if (state.by === pressing.who)
    return {
      kind: 'unchanged',
      sentence: `"${label}" waits for a second person: you asked for it, so somebody else must agree.`,
    };
  return begun(incident, step, { by: state.by, agreedBy: pressing.who }, pressing);
}

function asked(incident: Incident, { name, label }: Step, { who, now }: Pressing): Pressed {
  const says = `Asks for "${label}". A second person must agree.`;
  const said = entered(incident, { at: now, what: 'step-asked', who, says, tell: true });
  const steps = { ...said.steps, [name]: { kind: 'asked' as const, by: who, at: now } };
  const next = shownSoon(withOwnCard({ ...said, steps }, now), now);
  return { kind: 'changed', incident: next, sentence: `"${label}" waits for somebody else who agrees.` };
}

function begun(
  incident: Incident,
  { name, label, undo }: Step,
  people: { readonly by: string; readonly agreedBy?: string },
  { who, now }: Pressing,
): Pressed {
  const says = people.agreedBy === undefined ? `${label}: begun.` : `${label}: agreed to, begun.`;
  const said = entered(incident, { at: now, what: 'step-begun', who, says, tell: false });
  const going: StepState = { kind: 'going', ...people, at: now };
  const next: Incident = {
    ...said,
    steps: without({ ...said.steps, [name]: going }, undo),
    due: withDue(said.due, 'step', now),
  };
  return {
    kind: 'changed',
    incident: shownSoon(withOwnCard(next, now), now),
    sentence: `"${label}" is being carried out.`,
  };
}

/** What takes a step back is offered anew each time the step was done. Pure. */
export function without(steps: Incident['steps'], name: string | undefined): Incident['steps'] {
  return Object.fromEntries(Object.entries(steps).filter(([key]) => key !== name));
}

function alreadyPressed(
  { label }: Step,
  state: Extract<StepState, { kind: 'going' | 'done' }>,
  { nameOf }: Pressing,
): string {
  const by = state.by === undefined ? 'Signalbox' : nameOf(state.by);
  return state.kind === 'going'
    ? `"${label}" is being carried out already, for ${by}.`
    : `"${label}" was done already, for ${by}.`;
}
