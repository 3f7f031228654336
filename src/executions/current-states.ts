import type { HistoryEvent } from './execution.ts';

export interface RunningState {
  readonly name: string;
  readonly since: number;
}

/** States that were entered and not left yet, from history events in any order. Pure. */
export function currentStates(events: readonly HistoryEvent[]): readonly RunningState[] {
  const ordered = [...events].sort((a, b) => a.id - b.id);
  const open: RunningState[] = [];
  for (const event of ordered) {
    const name = event.details['name'];
    if (typeof name !== 'string') continue;
    if (event.type.endsWith('StateEntered')) open.push({ name, since: event.at });
    if (event.type.endsWith('StateExited')) {
      const at = open.findIndex((state) => state.name === name);
      if (at >= 0) open.splice(at, 1);
    }
  }
  return open;
}
