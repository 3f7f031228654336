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
export { createStartByEvent, type StartByEvent } from './start-by-event.ts';
export type { Places } from './places.ts';
export type { StepFunctions } from './step-functions.ts';
export type { ExecutionsNeeds } from './ground.ts';
export { explain, type Explanation } from './explain/explain.ts';
export { createExecutions, type Executions } from './executions.ts';
export type { Follow, FollowStore, StatusChange } from './follow.ts';
export { changedAt, stillRuns, wantsExplaining, wantsTelling } from './follow-state.ts';
export { createFollower, type Follower } from './follower.ts';
export { explainEnded } from './explain-ended.ts';
export type { HistoryLine } from './history-lines.ts';
export type { HistoryPage } from './execution-history.ts';
export type { Redrivable } from './redrive-execution.ts';
export { known } from './known.ts';
export { drawRun, type Draws, type RunPicture } from './run-picture.ts';
export { isMapChild } from './map-child.ts';
export { runningExecutions } from './running-executions.ts';
export { statusOf } from './status-of.ts';
export { createFollows, type Follows } from './follows.ts';
export type { RunningState } from './current-states.ts';
export type { Outcome, Schedule, ScheduleLine, ScheduleStore, WrittenSchedule } from './schedule.ts';
export { scheduleDueAt } from './schedule-due.ts';
export { createStepStarts, type StepStart, type StepStarts } from './step-starts.ts';
export { createScheduling, type Scheduling } from './scheduling.ts';
export type { Schedules } from './schedules.ts';
export type { ScheduleBook } from './schedule-book.ts';
export type { StepSchedule } from './firings.ts';
