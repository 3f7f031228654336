import type { CardRef } from '../approvals/index.ts';
import { leavingOut } from './leaving-out.ts';
import { calmAfterMs } from './rush.ts';
import type { Surge, SurgeId, SurgeTally } from './surge.ts';

/** Slack takes about one write a second and channel, and others need it too. */
const betweenShowsMs = 5_000;
/** Whoever put incidents into it a moment ago may not have written them yet. */
const marginMs = 30_000;

export function surgeBegins(id: SurgeId, channel: string, now: number): Surge {
  const first = {
    id,
    channel,
    revision: 1,
    since: now,
    lastAt: now,
    over: false,
    total: 0,
    groups: [],
    card: {},
  };
  return { ...first, due: { at: now, attempt: 0 } };
}

/** It is not over, as more come; undefined where that is known. Pure. */
export function surgeGoesOn(surge: Surge, now: number): Surge | undefined {
  if (!surge.over) return undefined;
  return { ...surge, over: false, lastAt: now, due: { at: now, attempt: 0 } };
}

/** The record as the incidents say that it is. Pure. */
export function surgeTallied(
  surge: Surge,
  { total, groups, lastAt = surge.lastAt }: SurgeTally,
  now: number,
): Surge {
  return { ...surge, total, groups, lastAt, over: now - lastAt >= calmAfterMs + marginMs };
}

/** The card is as `seen` is. It is looked at again until the surge is over. Pure. */
export function surgeShown(
  surge: Surge,
  seen: Surge,
  card: { readonly ref: CardRef; readonly digest: string } | undefined,
  now: number,
): Surge {
  const rest = leavingOut(surge, 'due', 'inHandUntil');
  const { total, groups, lastAt, over } = seen;
  const next = {
    ...rest,
    ...{ total, groups, lastAt, over },
    card: card ? { ...card, shownAt: now } : surge.card,
  };
  return over ? next : { ...next, due: { at: now + betweenShowsMs, attempt: 0 } };
}

/** It could not be shown now. Pure. */
export function surgePutOff(surge: Surge, until: number): Surge {
  return { ...leavingOut(surge, 'inHandUntil'), due: { at: until, attempt: (surge.due?.attempt ?? 0) + 1 } };
}
