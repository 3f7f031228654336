export { severities, type Severity } from './severity.ts';
export type { Fact, LookUp, Sighting, SightingKind } from './sighting.ts';
export type { Step, StepDeed, StepState } from './step.ts';
export type { Happened, TimelineEntry } from './timeline.ts';
export { timelineMarkdown } from './timeline-markdown.ts';
export type {
  Incident,
  IncidentDue,
  IncidentId,
  IncidentPlan,
  IncidentState,
  IncidentStore,
} from './incident.ts';
export type { Surge, SurgeGroup } from './surge.ts';
export type { IncidentOutcome, IncidentPress, Incidents, Wish } from './press.ts';
