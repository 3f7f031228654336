import type { Incident } from '../../incidents/index.ts';
import { assertNever } from '../../platform/index.ts';
import { duration } from '../execution-words.ts';
import { code, foreign, moment, person } from '../text.ts';
import type { LinkTo } from '../waiting.ts';
import { severityLooks } from './severity-look.ts';
import { oneLine, shortId } from './words.ts';

/** An incident in a line of a list: how loud, what, by which id, since when, who has it. Pure. @param now ms; adds how old it is */
export function incidentLine(incident: Incident, linkTo: LinkTo, now?: number): string {
  const { id, first, severity, card, openedAt } = incident;
  const { sign, word } = severityLooks[severity];
  const title = foreign(oneLine(first.title), 160) || 'Incident';
  const link = card.ref && linkTo(card.ref);
  const named = link === undefined ? `*${title}*` : `*<${link}|${title}>*`;
  const age = now === undefined ? '' : ` (${duration(Math.max(0, now - openedAt))})`;
  return `${sign} ${word} · ${named} · ${code(shortId(id), 20)} · since ${moment(openedAt)}${age} · ${standing(incident)}`;
}

function standing({ state, commander }: Incident): string {
  const has = commander === undefined ? '' : `${person(commander)} has it`;
  switch (state.kind) {
    case 'open':
      return has || 'nobody has it';
    case 'acknowledged':
      return has || `acknowledged by ${person(state.by)}`;
    case 'snoozed':
      return `${has === '' ? '' : `${has}, `}snoozed until ${moment(state.until)}`;
    case 'resolved':
      return `resolved ${moment(state.at)}`;
    default:
      return assertNever(state);
  }
}
