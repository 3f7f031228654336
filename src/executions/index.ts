export type {
  Execution,
  ExecutionStatus,
  ExecutionSummary,
  HistoryEvent,
  StateMachine,
} from './execution.ts';
export { StepFunctionsRefused } from './refused.ts';
export type { Start, StartLog } from './start-log.ts';
export type { StepFunctions } from './step-functions.ts';
