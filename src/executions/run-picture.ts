import type { UserId } from '../access/index.ts';
import type { Clock } from '../platform/index.ts';
import type { ExecutionSummary, HistoryEvent } from './execution.ts';
import type { Finder } from './finder.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import type { StepFunctions } from './step-functions.ts';

/** Newest events that a picture is drawn from; what happened before is shown as unknown. */
const newestEvents = 5_000;

/** What draws runs; `pictures/` implements it. Its errors are sentences. */
export interface Draws {
  draw(request: {
    readonly definition: string;
    readonly events: readonly HistoryEvent[];
    readonly title: { machine: string; execution: string; status: string; durationMs: number };
    readonly now: number;
    readonly format: 'png';
  }): Promise<{ readonly png?: Buffer; readonly alt: string }>;
}

export interface RunPicture {
  readonly png: Buffer;
  /** For people who cannot see it. */
  readonly alt: string;
  readonly machine: string;
  readonly execution: string;
}

/** Draws an execution as it stands. @throws where AWS does not say, or it cannot be drawn */
export function drawRun(needs: {
  stepFunctions: StepFunctions;
  pictures: Draws;
  clock: Clock;
}): (executionArn: string) => Promise<RunPicture> {
  const { stepFunctions, pictures, clock } = needs;
  return async (executionArn) => {
    const run = await stepFunctions.describe(executionArn);
    const { machine, definition } = await stepFunctions.definition(executionArn);
    const events = await stepFunctions.history(executionArn, { newestFirst: true, limit: newestEvents });
    const now = clock.now();
    const durationMs = (run.stoppedAt ?? now) - run.startedAt;
    const title = { machine, execution: run.name, status: run.status, durationMs };
    const { png, alt } = await pictures.draw({ definition, events, title, now, format: 'png' });
    if (!png) throw new Error('asked for PNG, and none came');
    return { png, alt, machine, execution: run.name };
  };
}

/** @param name as for status */
export type ExecutionPictureOf = (request: {
  who: UserId;
  name: string;
}) => Promise<
  { readonly kind: 'picture'; readonly picture: RunPicture; readonly execution: ExecutionSummary } | Refused
>;

export function executionPicture(needs: Parameters<typeof drawRun>[0], finder: Finder): ExecutionPictureOf {
  const draw = drawRun(needs);
  return async ({ who, name }) => {
    const found = await finder.execution(who, 'status', name);
    if (isRefused(found)) return found;
    const { execution, machine } = found;
    if (machine.type === 'EXPRESS')
      return refused(`${machine.name} is an Express state machine: AWS keeps no history to draw.`);
    return { kind: 'picture', picture: await draw(execution.executionArn), execution };
  };
}
