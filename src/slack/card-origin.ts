import type { Approval } from '../approvals/index.ts';
import { assertNever } from '../platform/index.ts';
import { foreign } from './text.ts';

/** Which run this is, and how far that is proven. @param where account and Region in words, where there is more than one */
export function origin(approval: Approval, where?: string): string {
  const there = where === undefined ? '' : ` · ${foreign(where, 120)}`;
  const { provenance, gate } = approval;
  switch (provenance.kind) {
    case 'verified': {
      const name = provenance.executionArn.split(':').at(-1) ?? '';
      return `${foreign(provenance.machine, 80)} · ${foreign(provenance.stateName, 80)} · execution ${foreign(name, 100)}${there} · gate ${foreign(gate.name, 80)}`;
    }
    case 'being-verified':
      return `🔎 Being verified: the execution behind this ask is looked up${there} · gate ${foreign(gate.name, 80)}`;
    case 'unverified':
      return `⚠️ Unverified: ${foreign(provenance.because, 500)}${there} · gate ${foreign(gate.name, 80)}`;
    default:
      return assertNever(provenance);
  }
}
