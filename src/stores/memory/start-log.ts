import type { Start, StartLog } from '../../executions/index.ts';

export function createMemoryStartLog(): StartLog {
  const starts = new Map<string, Start>();
  return {
    remember(start) {
      if (!starts.has(start.executionArn)) starts.set(start.executionArn, { ...start });
      return Promise.resolve();
    },
    startOf: (executionArn) => Promise.resolve(starts.get(executionArn)),
  };
}
