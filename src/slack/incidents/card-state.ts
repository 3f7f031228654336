import type { Incident } from '../../incidents/index.ts';
import { assertNever } from '../../platform/index.ts';
import { foreign, moment, person } from '../text.ts';
import { oneLine } from './words.ts';

/** Who has it and how it stands. Pure. @param names of people who are not to be called by the card alone */
export function stateLines(incident: Incident, names: ReadonlyMap<string, string>): readonly string[] {
  return [standing(incident), escalationNote(incident, names)];
}

function standing({ state, commander }: Incident): string {
  switch (state.kind) {
    case 'open':
      return commander === undefined ? '👤 *Nobody has it yet.*' : `👤 *${person(commander)} has it.*`;
    case 'acknowledged': {
      const seen = `👀 *Acknowledged* by ${person(state.by)} · ${moment(state.at)}`;
      if (commander === undefined) return `${seen}. Nobody has taken it.`;
      return commander === state.by ? `${seen}, who has it.` : `${seen}. *${person(commander)} has it.*`;
    }
    case 'snoozed': {
      const has = commander === undefined ? '' : ` ${person(commander)} has it.`;
      return `💤 *Snoozed until ${moment(state.until)}* by ${person(state.by)}.${has}`;
    }
    case 'resolved': {
      const by = state.by === undefined ? 'by itself' : `by ${person(state.by)}`;
      const because = foreign(oneLine(state.because), 600);
      return `✅ *Resolved* ${by} · ${moment(state.at)}${because === '' ? '' : ` · ${because}`}`;
    }
    default:
      return assertNever(state);
  }
}

/** Who was called, and who is called next if nobody acknowledges. */
function escalationNote(incident: Incident, names: ReadonlyMap<string, string>): string {
  const { plan, escalated, state, due } = incident;
  // A mention in a first post rings; whoever is named here is called by a reply, when it is time.
  const named = (to: string) => foreign(names.get(to) ?? to, 100);
  const called = plan.escalate.slice(0, escalated).map(({ to }) => named(to));
  const next = plan.escalate[escalated];
  const at = due.find(({ kind }) => kind === 'escalate')?.at;
  return [
    ...(called.length === 0 ? [] : [`Called so far: ${called.slice(0, 6).join(', ')}.`]),
    ...(state.kind !== 'open' || !next || at === undefined
      ? []
      : [`⏰ Calls ${named(next.to)} next, ${moment(at)}, unless somebody acknowledges it.`]),
  ].join(' ');
}
