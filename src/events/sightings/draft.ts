import type { Fact, LookUp, Sighting } from '../../incidents/index.ts';
import { digestOf } from '../../platform/index.ts';
import type { BusEvent } from '../event.ts';
import { keptDetail } from './kept-detail.ts';
import { plain } from './plain.ts';

/** Characters; Slack takes more of each, people do not. */
export const longest = { title: 150, meaning: 600, advice: 400, name: 40, value: 300, key: 300 };
const mostFacts = 10;

/** What a kind of event has to say; the rest is the same for all of them. */
export interface Draft extends Pick<Sighting, 'kind' | 'title' | 'severity' | 'phase'> {
  /** What stands behind the kind in the key. */
  readonly key: readonly string[];
  /** Where the event knows better than its envelope. */
  readonly at?: number | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly meaning?: string | undefined;
  readonly advice?: string | undefined;
  /** Those that are known, the weightiest first. */
  readonly facts: readonly (Fact | undefined)[];
  readonly links?: readonly LookUp[];
  readonly subject?: Sighting['subject'];
}

/** Makes a sighting of it: everything from outside is one clean line and not longer than it may be. */
export function sightingFrom(event: BusEvent, draft: Draft): Sighting {
  const { kind, severity, phase, meaning, advice } = draft;
  const title = plain(draft.title, longest.title);
  return {
    kind,
    eventKey: event.key,
    at: draft.at ?? event.at,
    account: draft.account ?? event.account,
    region: draft.region ?? event.region,
    key: keyOf([kind, ...draft.key]),
    title: title === '' ? 'An event without words' : title,
    ...(meaning !== undefined && { meaning: plain(meaning, longest.meaning) }),
    ...(advice !== undefined && { advice: plain(advice, longest.advice) }),
    severity,
    phase,
    facts: shortFacts(draft.facts),
    links: draft.links ?? [],
    subject: draft.subject ?? {},
    detail: keptDetail(event.detail),
  };
}

/** Facts as a card takes them: those with words, the first ten. */
export function shortFacts(facts: readonly (Fact | undefined)[]): readonly Fact[] {
  return facts
    .flatMap((one) => {
      const name = plain(one?.name ?? '', longest.name);
      const value = plain(one?.value ?? '', longest.value);
      return one && name !== '' && value !== '' ? [{ ...one, name, value }] : [];
    })
    .slice(0, mostFacts);
}

/** Parts with slashes between; longer than a store wants as an index, its end is a digest of the whole. */
export function keyOf(parts: readonly string[]): string {
  const whole = parts
    .map((part) => plain(part, Infinity))
    .map((part) => (part === '' ? '-' : part))
    .join('/');
  return whole.length <= longest.key ? whole : `${whole.slice(0, 230)}/${digestOf(whole).slice(0, 32)}`;
}

/** A line of the card; nothing where there is nothing to say. */
export function fact(name: string, value: string | undefined): Fact | undefined {
  return value === undefined ? undefined : { name, value };
}

/** One that is shown as an identifier. */
export function code(name: string, value: string | undefined): Fact | undefined {
  return value === undefined ? undefined : { name, value, code: true };
}
