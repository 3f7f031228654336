import type { Happened, Incident, TimelineEntry } from '../../incidents/index.ts';
import { foreign, moment, person } from '../text.ts';
import { severityLooks } from './severity-look.ts';
import { oneLine } from './words.ts';

const signs: Readonly<Record<Happened, string>> = {
  opened: '🔔',
  'seen-again': '🔁',
  'grew-worse': '📈',
  acknowledged: '👀',
  assigned: '📌',
  snoozed: '💤',
  woke: '⏰',
  escalated: '📣',
  'step-asked': '✋',
  'step-begun': '⏳',
  'step-done': '☑️',
  'step-failed': '⚠️',
  noted: '📝',
  resolved: '✅',
  reopened: '🔔',
};

const longestNote = 2_000;

/** What the thread is told. Pure. @param mention of whom the entry calls: it rings for them, so it says what it is about */
export function replyWords(incident: Incident, entry: TimelineEntry, mention?: string): string {
  const { what, who, says } = entry;
  const sign = signs[what];
  const by = who === undefined ? '' : `${person(who)}: `;
  const words = quoted(entry, foreign(says, longestNote));
  if (mention === undefined) return `${sign} ${by}${words}`;
  const { sign: loud, word } = severityLooks[incident.severity];
  const about = `${loud} ${word}: ${foreign(oneLine(incident.first.title), 300)}`;
  if (what === 'assigned')
    return `${sign} ${mention} you have this now${who === undefined ? '' : `, from ${person(who)}`}. ${about}`;
  return `${sign} ${mention} ${about}\n${by}${words}`;
}

/** A note keeps its lines apart from ours. */
function quoted({ what }: TimelineEntry, words: string): string {
  return what === 'noted' && words.includes('\n') ? `\n> ${words.replaceAll('\n', '\n> ')}` : words;
}

/** Lines of the timeline, oldest first; those that no longer fit into the record are counted where they were. Pure. */
export function timelineLines({ timeline, timelineFolded }: Incident, newest: number): readonly string[] {
  const left = Math.max(0, timeline.length - newest) + timelineFolded;
  return [
    ...(left === 0 ? [] : [`… ${String(left)} earlier not shown here`]),
    ...timeline.slice(-newest).map(timelineLine),
  ];
}

function timelineLine({ at, what, who, says, calls }: TimelineEntry): string {
  const by = who === undefined ? '' : `${person(who)}: `;
  const called =
    calls === undefined ? '' : ` → ${calls.startsWith('@') ? foreign(calls, 80) : person(calls)}`;
  return `${signs[what]} ${moment(at)} ${by}${foreign(oneLine(says), 400)}${called}`;
}
