export type { HistoryEvent } from './history-event.ts';
export type {
  Execution,
  ExecutionHost,
  ExecutionIdentity,
  ExecutionOutcome,
  IntegrationPattern,
  TaskRequest,
} from './host.ts';
