import type { Approval, Telling } from '../approvals/index.ts';
import { foreign } from './text.ts';

/** What a reply says. Pure. @param mentions those who are still needed, as Slack mentions them */
export function announcement(approval: Approval, telling: Telling, mentions: readonly string[]): string {
  const whom = mentions.length === 0 ? '' : ` ${mentions.join(' ')}`;
  const level = approval.gate.levels[telling.level];
  const name = foreign(level?.name ?? '', 100);
  const many = level && level.need > 1 ? ` (${String(level.need)} of them)` : '';
  return `Now level "${name}" decides${many}.${whom}`;
}
