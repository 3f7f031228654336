import type { Sighting } from '../../incidents/index.ts';
import type { BusEvent } from '../event.ts';
import { alarmDraft } from './alarm.ts';
import { batchJobDraft } from './batch-job.ts';
import { customDraft } from './custom.ts';
import { sightingFrom, type Draft } from './draft.ts';
import { executionDraft } from './execution.ts';
import { exposedKeyDraft } from './exposed-key.ts';
import { findingDraft } from './finding.ts';
import { healthDraft } from './health.ts';
import { pipelineDraft } from './pipeline.ts';
import { scheduledDraft } from './scheduled.ts';
import { snapshotDraft } from './snapshot.ts';
import { tidyDraft } from './tidy.ts';

/** Each knows its own events and leaves the others; the first that does counts. */
const kinds: readonly ((event: BusEvent) => Draft | undefined)[] = [
  executionDraft,
  alarmDraft,
  exposedKeyDraft,
  healthDraft,
  snapshotDraft,
  pipelineDraft,
  batchJobDraft,
  findingDraft,
  scheduledDraft,
  customDraft,
];

/** What an event says, in words for people. Pure; takes any JSON, and has words for all of it. */
export function sightingOf(event: BusEvent): Sighting {
  for (const draftOf of kinds) {
    const draft = draftOf(event);
    if (draft) return sightingFrom(event, draft);
  }
  return sightingFrom(event, tidyDraft(event, 'other'));
}
