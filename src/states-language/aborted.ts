import type { Engine } from './engine.ts';
import type { Frame } from './frame.ts';
import type { StateType } from './machine.ts';

/** States that have an Aborted event. https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
const abortable: ReadonlySet<StateType> = new Set(['Task', 'Wait', 'Parallel', 'Map']);

/** Records that the state a frame is in ends because another branch failed, and what runs inside it before. */
export function recordAborted(engine: Engine, frame: Frame): void {
  const { visit } = frame;
  if (!visit) return;
  const { name, type } = visit.state;
  for (const [index, child] of visit.parts?.running ?? []) {
    recordAborted(engine, child);
    if (type === 'Map') {
      engine.recorder.write(child.lastEventId, 'MapIterationAborted', 'mapIterationAbortedEventDetails', {
        name,
        index,
      });
    }
  }
  if (abortable.has(type)) engine.recorder.write(frame.lastEventId, `${type}StateAborted`);
}
