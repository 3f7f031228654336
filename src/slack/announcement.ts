import { needNow, type Approval, type Telling } from '../approvals/index.ts';
import { assertNever } from '../platform/index.ts';
import { foreign, person } from './text.ts';

/** What a reply says, and whether the whole channel is to see it. */
export interface Announcement {
  readonly text: string;
  readonly broadcast: boolean;
}

/** Pure. @param mentions those who are still needed, as Slack mentions them */
export function announcement(
  approval: Approval,
  telling: Telling,
  mentions: readonly string[],
): Announcement {
  const whom = mentions.length === 0 ? '' : ` ${mentions.join(' ')}`;
  switch (telling.kind) {
    case 'level': {
      const level = approval.gate.levels[telling.level];
      const need = needNow({ ...approval, level: telling.level });
      const many = need > 1 ? ` (${String(need)} of them)` : '';
      return {
        text: `Now level "${foreign(level?.name ?? '', 100)}" decides${many}.${whom}`,
        broadcast: false,
      };
    }
    case 'reminder':
      return { text: `Still waiting for a decision.${whom}`, broadcast: false };
    case 'escalation': {
      // Whom it went to may have decided at an earlier level: named, and not called.
      const to = mentions.length === 0 ? foreign(telling.to, 100) : mentions.join(' ');
      return { text: `Still waiting, so it was escalated: ${to} may decide too.`, broadcast: false };
    }
    case 'direct':
    case 'direct-to':
      return { text: 'You are asked to decide', broadcast: false };
    case 'break-glass': {
      const why =
        telling.reason === undefined ? '' : `\n> ${foreign(telling.reason, 1_000).replaceAll('\n', '\n> ')}`;
      const text = `🚨 ${person(telling.by)} approved their own request, breaking the glass. It is marked for review.${why}`;
      return { text, broadcast: true };
    }
    default:
      return assertNever(telling);
  }
}
