import { parseJson, type ShiftableClock } from '../../../../platform/index.ts';
import type { Execution, MapRunReport, OpenMapRun } from '../../../../states-language/index.ts';
import type { Activities } from '../activities.ts';
import type { Beginnings, Opened } from '../begin.ts';
import { mustRead } from '../definition.ts';
import { startOf } from '../execution-start.ts';
import type { ExecutionStore, StoredExecution } from '../execution-store.ts';
import type { Machines, Revision } from '../machine.ts';
import type { TaskPast, Tasks } from '../tasks.ts';
import type { Closed } from './entry.ts';
import type { Journal } from './journal.ts';
import { restoreRest } from './rest.ts';
import { readLibrary, shortened, type Story } from './story.ts';
import { apply } from './witness.ts';

interface Needs {
  readonly journal: Journal;
  readonly beginnings: Beginnings;
  readonly executions: ExecutionStore;
  readonly machines: Machines;
  readonly activities: Activities;
  readonly tasks: Tasks;
  readonly clock: ShiftableClock;
}

/**
 * Goes on with what an earlier process left. The language gives the same history for the same inputs, time and chance,
 * so executions that are open, or could be redriven, are played again from what was noted; the others come whole.
 */
export async function restore(needs: Needs): Promise<void> {
  const { journal, machines, beginnings, clock } = needs;
  const { entries, rest } = journal.read();
  restoreRest(rest, needs);
  const { stories, revisions, latest } = readLibrary(entries);
  journal.rewrite(shortened(entries, stories));
  // The clock may have been moved: time does not run backwards.
  if (latest > clock.now()) await clock.advance(latest - clock.now());
  const replayed = new Map<string, { readonly opened: Opened; readonly story: Story }>();
  const read = new Map<string, Revision>();
  for (const story of stories) {
    const kept = revisions.get(story.started.revision);
    if (!kept) continue;
    const { parent, machine } = story.started;
    const request = parent && replayed.get(parent.arn)?.opened.memory?.children.get(parent.childId);
    const revision = read.get(story.started.revision) ?? {
      ...kept,
      machine: mustRead(kept.definition, machine.type),
    };
    read.set(story.started.revision, revision);
    const stored = storedOf(story, request ? { ...revision, machine: request.machine } : revision);
    const done = story.closed && (story.closed.outcome.status === 'SUCCEEDED' || (parent && !request));
    if (done && story.closed) addClosed(needs, stored, story.closed);
    else if (!parent || request) {
      const opened = beginnings.open(stored, parseJson(stored.input) ?? null, story);
      await replay(needs, opened, story);
      replayed.set(stored.arn, { opened, story });
    }
  }
  for (const { opened } of replayed.values()) opened.memory?.goLive();
  for (const { opened, story } of replayed.values()) goOn(needs, opened, story, stories);
  for (const machine of machines.values())
    if (machine.deleting && !beginnings.busy(machine.arn)) machines.delete(machine.arn);
}

function storedOf({ arn, started, closed }: Story, revision: Revision): StoredExecution {
  return {
    ...startOf(started),
    arn,
    serial: 0,
    revision,
    events: [],
    redrives: [],
    ...(closed && { pastMapRuns: closed.mapRuns.map(pastMapRun) }),
  };
}

function addClosed({ executions }: Needs, stored: StoredExecution, { outcome, events }: Closed): void {
  stored.events.push(...events);
  stored.outcome = outcome;
  executions.add(stored);
  executions.changed(stored);
  for (const mapRun of stored.pastMapRuns ?? []) executions.mapRunStarted(mapRun.report().arn, stored);
}

function pastMapRun(report: MapRunReport): OpenMapRun {
  return { report: () => report, update: () => false };
}

async function replay({ executions }: Needs, { run, memory, stored }: Opened, story: Story): Promise<void> {
  run.start();
  for (const { input, after } of story.inputs) {
    await reached(run, () => stored.events.length >= after);
    if (input.call === 'timer') memory?.fire(input.id);
    else if (input.call === 'redrive') {
      stored.redrives.push(input.with);
      delete stored.outcome;
      executions.changed(stored);
      run.redrive();
    } else apply(run, input);
  }
  await run.settled();
}

/** Inputs come where they came before; where steps take their time, that may be in the midst of them. */
async function reached(run: Execution, isThere: () => boolean): Promise<void> {
  let quiet = false;
  void run.settled().then(() => {
    quiet = true;
  });
  while (!isThere() && !done()) await new Promise((resolve) => setImmediate(resolve));
  function done(): boolean {
    return quiet;
  }
}

/** Takes up what an execution had asked for: tasks without an answer, and children that it did not hear of. */
function goOn({ tasks, executions }: Needs, opened: Opened, story: Story, stories: readonly Story[]): void {
  const { stored, memory } = opened;
  const { run } = stored;
  if (!run) return;
  // A late answer to a task that is over is told so.
  for (const request of memory?.tasks.values() ?? []) tasks.remember(stored, run, request);
  if (stored.outcome) return;
  for (const request of memory?.tasks.values() ?? [])
    if (run.isOpen(request.taskId)) tasks.begin(stored, run, request, pastOf(story, request.taskId));
  for (const request of memory?.children.values() ?? []) {
    const { childId } = request;
    if (story.inputs.some(({ input }) => input.call === 'childEnded' && input.id === childId)) continue;
    const known = stories.find(
      ({ started }) => started.parent?.arn === stored.arn && started.parent.childId === childId,
    );
    const child = known && executions.get(known.arn);
    if (child) opened.adopt(childId, child);
    else opened.beginChild(request);
  }
}

function pastOf({ inputs }: Story, taskId: number): TaskPast {
  const of = inputs.map(({ input }) => input).filter((input) => 'id' in input && input.id === taskId);
  const submitted = of.find((input) => input.call === 'taskSubmitted');
  return {
    started: of.some(({ call }) => call === 'taskStarted'),
    ...(submitted?.call === 'taskSubmitted' && { submitted: submitted.with }),
  };
}
