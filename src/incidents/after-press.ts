import type { UserId } from '../access/index.ts';
import { assertNever } from '../platform/index.ts';
import { stepPressed } from './step-press.ts';
import { withDue } from './due.ts';
import { entered } from './entered.ts';
import type { Incident } from './incident.ts';
import type { Wish } from './press.ts';
import { reopened, resolved } from './resolved.ts';
import { shownSoon, withOwnCard } from './showing.ts';
import { inWords } from './span.ts';
import type { Happened } from './timeline.ts';
import { noLongerWaits } from './waiting.ts';

/** What somebody wants, who may; and what to call people in sentences. */
export interface Pressing {
  readonly who: UserId;
  readonly now: number;
  readonly nameOf: (id: UserId) => string;
}

/** What comes of a press: the next record, or why there is none; and what to say to who pressed. */
export type Pressed =
  | { readonly kind: 'changed'; readonly incident: Incident; readonly sentence: string }
  | { readonly kind: 'unchanged' | 'refused'; readonly sentence: string };

/** plain_text_input takes 3000 characters; a line of a timeline is shorter. */
const longestWords = 1_000;
const longestSnoozeSeconds = 7 * 86_400;

/** The record after somebody who may wants something of it. Pure. */
export function afterPress(incident: Incident, wish: Wish, pressing: Pressing): Pressed {
  switch (wish.kind) {
    case 'acknowledge':
      return acknowledged(incident, pressing);
    case 'assign':
      return assigned(incident, wish.to, pressing);
    case 'snooze':
      return snoozed(incident, wish.forSeconds, pressing);
    case 'resolve':
      return resolvedBy(incident, wish.because, pressing);
    case 'reopen':
      return reopenedBy(incident, pressing);
    case 'note':
      return noted(incident, wish.text, pressing);
    case 'step':
      return stepPressed(incident, wish.step, pressing);
    default:
      return assertNever(wish);
  }
}

function acknowledged(incident: Incident, { who, now, nameOf }: Pressing): Pressed {
  const { state } = incident;
  if (state.kind === 'resolved') return over(incident, { who, now, nameOf });
  if (state.kind === 'acknowledged')
    return unchanged(`${nameOf(state.by)} acknowledged it already. Your press changed nothing.`);
  const said = did(incident, 'acknowledged', 'Acknowledged.', { who, now });
  const commander = incident.commander ?? who;
  const next: Incident = {
    ...noLongerWaits(said),
    commander,
    state: { kind: 'acknowledged', by: who, at: now },
  };
  return changedTo(next, now, 'You acknowledged it: nobody else is called now.');
}

function assigned(incident: Incident, to: UserId, pressing: Pressing): Pressed {
  const { who, now, nameOf } = pressing;
  const { state, commander } = incident;
  if (state.kind === 'resolved') return over(incident, pressing);
  if (commander === to && state.kind === 'acknowledged') return unchanged(`${nameOf(to)} has it already.`);
  const said = did(incident, 'assigned', to === who ? 'Took it.' : 'Assigned.', {
    who,
    now,
    ...(to !== who && { calls: to }),
  });
  const held = state.kind === 'acknowledged' ? state : { kind: 'acknowledged' as const, by: who, at: now };
  const sentence = to === who ? 'You have it now.' : `${nameOf(to)} has it now, and was told.`;
  return changedTo({ ...noLongerWaits(said), commander: to, state: held }, now, sentence);
}

function snoozed(incident: Incident, forSeconds: number, pressing: Pressing): Pressed {
  const { who, now } = pressing;
  if (incident.state.kind === 'resolved') return over(incident, pressing);
  if (!Number.isFinite(forSeconds) || forSeconds < 60 || forSeconds > longestSnoozeSeconds)
    return refused(
      'Nothing was changed: an incident sleeps for a minute at least, and for seven days at most.',
    );
  const until = now + forSeconds * 1_000;
  const span = inWords(forSeconds);
  const said = did(incident, 'snoozed', `Snoozed for ${span}: nobody is called before that.`, { who, now });
  const quiet = noLongerWaits(said);
  const next: Incident = {
    ...quiet,
    state: { kind: 'snoozed', by: who, at: now, until },
    due: withDue(quiet.due, 'wake', until),
  };
  return changedTo(next, now, `It sleeps for ${span}, then it calls again.`);
}

function resolvedBy(incident: Incident, words: string, pressing: Pressing): Pressed {
  const { who, now } = pressing;
  if (incident.state.kind === 'resolved') return over(incident, pressing);
  const because = words.trim().slice(0, longestWords);
  const next = resolved(incident, { by: who, because: because === '' ? 'Resolved.' : because, now });
  return changedTo(next, now, 'You resolved it.');
}

function reopenedBy(incident: Incident, { who, now }: Pressing): Pressed {
  if (incident.state.kind !== 'resolved') return unchanged('It is open. Your press changed nothing.');
  const next = reopened(incident, { by: who, says: 'Opened again.', now });
  return changedTo(next, now, 'You opened it again: it waits for somebody to acknowledge it.');
}

function noted(incident: Incident, words: string, { who, now }: Pressing): Pressed {
  const text = words.trim().slice(0, longestWords);
  if (text === '') return refused('Nothing was written down: the note is empty.');
  const next = did(incident, 'noted', text, { who, now });
  return { kind: 'changed', incident: next, sentence: 'It is in the timeline.' };
}

function did(
  incident: Incident,
  what: Happened,
  says: string,
  { now, ...by }: { who: UserId; now: number; calls?: string },
): Incident {
  return entered(incident, { at: now, what, says, tell: true, ...by });
}

function changedTo(incident: Incident, now: number, sentence: string): Pressed {
  return { kind: 'changed', incident: shownSoon(withOwnCard(incident, now), now), sentence };
}

function over({ state }: Incident, { nameOf }: Pressing): Pressed {
  const by = state.kind === 'resolved' ? state.by : undefined;
  const how = by === undefined ? 'It was over by itself.' : `${nameOf(by)} resolved it already.`;
  return unchanged(`${how} Your press changed nothing.`);
}

function unchanged(sentence: string): Pressed {
  return { kind: 'unchanged', sentence };
}

function refused(sentence: string): Pressed {
  return { kind: 'refused', sentence };
}
