export type {
  Execution,
  ExecutionStatus,
  ExecutionSummary,
  HistoryEvent,
  StateMachine,
} from './execution.ts';
export { StepFunctionsRefused } from './refused.ts';
export type { Start, StartLog } from './start-log.ts';
export type { Workflow } from './workflow.ts';
export type { Startable } from './startables.ts';
export type { Started } from './start-execution.ts';
export type { Places } from './places.ts';
export type { StepFunctions } from './step-functions.ts';
export { createExecutions, type Executions } from './executions.ts';
export type { Follow, FollowStore, StatusChange } from './follow.ts';
export { changedAt, stillRuns } from './follow-state.ts';
export { known } from './known.ts';
export { statusOf } from './status-of.ts';
export { createFollows, type Follows } from './follows.ts';
export type { RunningState } from './current-states.ts';
