export { analyse } from './analysis/analyse.ts';
export type { Diagnostic } from './analysis/report.ts';
export { createExecution } from './execution.ts';
export type { Machine, QueryLanguage, Scope, State, StateType } from './machine.ts';
export type { HistoryEvent } from './history-event.ts';
export type {
  ChildRequest,
  Execution,
  ExecutionHost,
  ExecutionIdentity,
  ExecutionOutcome,
  IntegrationPattern,
  TaskRequest,
} from './host.ts';
export type { Random } from './random.ts';
