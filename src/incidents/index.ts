export { loudness, severities, type Severity } from './severity.ts';
export type { Fact, LookUp, Sighting, SightingKind } from './sighting.ts';
export type { Step, StepDeed, StepState } from './step.ts';
export { isOffered } from './step-press.ts';
export type { Happened, TimelineEntry } from './timeline.ts';
export type { IncidentLine } from './audit.ts';
export { timelineMarkdown } from './timeline-markdown.ts';
export type {
  Incident,
  IncidentChange,
  IncidentDue,
  IncidentId,
  IncidentPlan,
  IncidentState,
  IncidentStore,
} from './incident.ts';
export { nextIncidentDueAt, type IncidentDueKind } from './due.ts';
export { isOpen, openOrder, resolvedAt } from './order.ts';
export { incidentMayBeForgotten } from './may-be-forgotten.ts';
export type { Surge, SurgeGroup, SurgeId, SurgeStore, SurgeTally } from './surge.ts';
export { tallyOf } from './tally.ts';
export type { IncidentOutcome, IncidentPress, Incidents, Wish } from './press.ts';
export type { IncidentLedger } from './ledger.ts';
export type { Surges } from './surges.ts';
export type { GoingStep, StepNews } from './after-step.ts';
export { createIncidentFinder } from './finder.ts';
export { createIncidents, type IncidentsNeeds, type IncidentsRoom } from './incidents.ts';
export {
  createExposedKeys,
  KeyDeskRefused,
  stepsFor,
  type DeedOutcome,
  type ExposedKeyPolicy,
  type ExposedKeyCalls,
  type KeyDesk,
  type Notice,
  type OwnedKey,
  type Ownership,
  type Standing,
  type Trail,
  type TrailEvent,
} from './exposed-key/index.ts';
