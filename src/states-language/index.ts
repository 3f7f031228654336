export { analyse, type Diagnostic } from './analyse.ts';
export { createExecution } from './execution.ts';
export type { Machine, Scope, State, StateType } from './machine.ts';
export type { HistoryEvent } from './history-event.ts';
export type {
  Execution,
  ExecutionHost,
  ExecutionIdentity,
  ExecutionOutcome,
  IntegrationPattern,
  TaskRequest,
} from './host.ts';
