export { approvalWork, type ApprovalWorkNeeds } from './approval-work.ts';
export { batchWork } from './batch-work.ts';
export { createChannelPace } from './channel-pace.ts';
export { createDueWork, type DueSource, type DueWork } from './due-work.ts';
export { createEndings, type Endings } from './ended.ts';
export { followWork, type FollowCards, type FollowWants } from './follow-work.ts';
export type { IncidentCards, SurgeCards } from './incident-cards.ts';
export { incidentWork } from './incident-work.ts';
export { healFollows } from './heal-follows.ts';
export type {
  Announcer,
  BatchCards,
  Cards,
  DeadLetters,
  Located,
  Passing,
  Prover,
  Sent,
  ShowOutcome,
  TaskCallbacks,
  TellOutcome,
  TokenAnswer,
} from './ports.ts';
export type { Records } from './records.ts';
export { askedOnce, type Running } from './running.ts';
export { createScheduleWork, type ScheduleTeller } from './schedule-work.ts';
export type { StepCalls } from './step-work.ts';
export { surgeWork } from './surge-work.ts';
export type { StartedBy } from './verify.ts';
