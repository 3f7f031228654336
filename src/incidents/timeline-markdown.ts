import type { Incident, IncidentState } from './incident.ts';
import type { TimelineEntry } from './timeline.ts';
import { assertNever } from '../platform/index.ts';

/**
 * An incident as a Markdown file, for whoever writes down what was learnt: how it stands, its facts, its timeline. Pure.
 * Times are UTC. @param nameOf what to call somebody; their id by default
 */
export function timelineMarkdown(incident: Incident, nameOf: (id: string) => string = (id) => id): string {
  const { first, latest, severity, plan, count, openedAt, lastSeenAt, commander, related } = incident;
  const person = (id: string) => words(nameOf(id));
  const facts: readonly (readonly [string, string])[] = [
    ['Severity', severity],
    ['State', stateWords(incident.state, person)],
    ...(commander === undefined ? [] : [['Commander', person(commander)] as const]),
    ['Opened', moment(openedAt)],
    ['Last seen', `${moment(lastSeenAt)}${count === 1 ? '' : `, ${String(count)} times in all`}`],
    ['Route', words(plan.route)],
    ['Account and Region', words(`${first.account} ${first.region}`)],
    ...latest.facts.map(({ name, value }) => [words(name), words(value)] as const),
    ...related.map(({ kind, id }) => [`Related ${kind}`, words(id)] as const),
    ['Incident', words(incident.id)],
  ];
  const said = [first.meaning, first.advice].flatMap((text) => (text === undefined ? [] : [words(text), '']));
  return [
    `# ${words(first.title)}`,
    '',
    ...said,
    '| | |',
    '| --- | --- |',
    ...facts.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    '## Timeline',
    '',
    ...timelineLines(incident, person),
    '',
  ].join('\n');
}

function timelineLines(
  { timeline, timelineFolded }: Incident,
  person: (id: string) => string,
): readonly string[] {
  const lines = timeline.map((entry) => line(entry, person));
  if (timelineFolded === 0) return lines.length === 0 ? ['Nothing so far.'] : lines;
  const left = `- (${String(timelineFolded)} entries between the first and the last are not kept here; the audit has them.)`;
  return [...lines, left];
}

function line({ at, what, who, says, calls }: TimelineEntry, person: (id: string) => string): string {
  const by = who === undefined ? '' : ` ${person(who)}:`;
  const called = calls === undefined ? '' : ` (calls ${person(calls)})`;
  return `- ${moment(at)} **${what.replaceAll('-', ' ')}**${by} ${words(says)}${called}`;
}

function stateWords(state: IncidentState, person: (id: string) => string): string {
  switch (state.kind) {
    case 'open':
      return 'open';
    case 'acknowledged':
      return `acknowledged by ${person(state.by)}, ${moment(state.at)}`;
    case 'snoozed':
      return `snoozed by ${person(state.by)} until ${moment(state.until)}`;
    case 'resolved': {
      const by = state.by === undefined ? 'by itself' : `by ${person(state.by)}`;
      return `resolved ${by}, ${moment(state.at)}: ${words(state.because)}`;
    }
    default:
      return assertNever(state);
  }
}

function moment(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}

/** One line of text in which nothing is Markdown. https://spec.commonmark.org/0.31.2/#backslash-escapes */
function words(text: string): string {
  return text
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&');
}
