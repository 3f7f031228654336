export { analyse } from './analysis/analyse.ts';
export { readMachine } from './analysis/read-machine.ts';
export { lintText, lintYaml, type LintedText, type TextFinding } from './lint/lint-text.ts';
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
export type { MapRunCounts, MapRunReport, OpenMapRun } from './map-run-report.ts';
export type { MapLimits } from './map-limits.ts';
export { objectsIn } from './lists.ts';
export { resourceOf } from './resource.ts';
export { isDistributed, isTerminal, waysOf, type Way } from './ways.ts';
export { expressionIn } from './jsonata/index.ts';
