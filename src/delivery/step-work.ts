import type { StepStarts } from '../executions/index.ts';
import type { Fact, GoingStep, Incident, Step, StepNews } from '../incidents/index.ts';
import { assertNever, delayBefore, messageOf, type Clock, type Logger } from '../platform/index.ts';

/** What a step calls, by its name in the runbook: safe to repeat, until it is known to be done. @throws what another try may mend */
export type StepCalls = Readonly<
  Record<
    string,
    (
      incident: Incident,
      step: Step,
    ) => Promise<
      | { readonly kind: 'done'; readonly says: string; readonly facts?: readonly Fact[] }
      | { readonly kind: 'failed'; readonly because: string }
    >
  >
>;

export interface StepWorkNeeds {
  readonly calls: StepCalls;
  readonly starts: StepStarts;
  readonly clock: Clock;
  readonly log: Logger;
}

const rhythm = { firstMs: 2_000, factor: 2, atMostMs: 60_000 };
/** How a run ends is heard of by its events; this is for those that are lost, ms. */
const looksAtRuns = { firstMs: 2_000, factor: 1.5, atMostMs: 30_000 };
/** Tried in vain for about an hour and a half: somebody has to look. */
const lastTry = 100;

/** Carries out a step that is going, or looks how what it started stands. */
export async function carryOut(
  incident: Incident,
  going: GoingStep & { readonly step: Step | undefined },
  attempt: number,
  needs: StepWorkNeeds,
): Promise<StepNews> {
  const { step, state, name } = going;
  const { clock, log } = needs;
  if (!step) return { kind: 'failed', because: 'the runbook has no such step any more.' };
  try {
    if (state.executionArn !== undefined) return await stands(state.executionArn, attempt, needs);
    return await begin(incident, { ...going, step }, needs);
  } catch (error) {
    const because = messageOf(error);
    log.warn({ incidentId: incident.id, step: name, because }, 'step not carried out yet');
    if (attempt >= lastTry) return { kind: 'failed', because: `it was tried for too long (${because}).` };
    return { kind: 'not-yet', until: clock.now() + delayBefore(attempt + 1, rhythm) };
  }
}

async function begin(
  incident: Incident,
  { step, state, name }: GoingStep & { readonly step: Step },
  { calls, starts }: StepWorkNeeds,
): Promise<StepNews> {
  const { deed } = step;
  switch (deed.kind) {
    case 'call': {
      const call = calls[deed.call];
      return call
        ? await call(incident, step)
        : { kind: 'failed', because: `Signalbox has no "${deed.call}" to call.` };
    }
    case 'start': {
      const { machine, input } = deed;
      const outcome = await starts.start({
        // The moment tells one try from the next.
        requestId: JSON.stringify([incident.id, name, state.at]),
        ...{ machine, input, channel: incident.card.ref?.channel ?? incident.plan.channel },
        ...(state.by !== undefined && { by: state.by }),
      });
      if (outcome.kind === 'refused') return { kind: 'failed', because: outcome.sentence };
      const { executionArn } = outcome;
      return { kind: 'started', executionArn, says: `started ${outcome.machine}.` };
    }
    default:
      return assertNever(deed);
  }
}

async function stands(
  executionArn: string,
  attempt: number,
  { starts, clock }: StepWorkNeeds,
): Promise<StepNews> {
  const run = await starts.status(executionArn);
  if (!run) return { kind: 'failed', because: 'AWS no longer knows the execution that it started.' };
  const { status, machine, error } = run;
  switch (status) {
    case 'RUNNING':
    case 'PENDING_REDRIVE':
      return { kind: 'not-yet', until: clock.now() + delayBefore(attempt + 1, looksAtRuns) };
    case 'SUCCEEDED':
      return { kind: 'done', says: `the execution of ${machine} succeeded.` };
    case 'FAILED':
    case 'TIMED_OUT':
    case 'ABORTED': {
      const how = { FAILED: 'failed', TIMED_OUT: 'timed out', ABORTED: 'was stopped' }[status];
      const why = error === undefined ? '' : ` (${error})`;
      return { kind: 'failed', because: `the execution of ${machine} ${how}${why}. Its own card says more.` };
    }
    default:
      return assertNever(status);
  }
}
