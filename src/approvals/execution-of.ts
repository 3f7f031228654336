import type { Approval } from './approval.ts';

/** The execution behind an approval: proven, else as the ask claims; undefined for an activity's ask not yet proven. */
export function executionOf({ provenance, ask }: Approval): string | undefined {
  return provenance.kind === 'verified' ? provenance.executionArn : ask.claimed?.executionArn;
}
