import { scrub } from '../../platform/index.ts';
import { momentInWords } from './time-words.ts';
import type { Counted, TrailSummary } from './trail.ts';

/** How many of each are named; the rest is counted. */
const mostNamed = 8;
/** A name of a resource can be long; who wants it whole looks into CloudTrail. */
const longestName = 120;

/** What the key was used for, one line each. Pure; plain text. */
export function trailInWords(summary: TrailSummary): readonly string[] {
  const { total, denied, first, last, read } = summary;
  const where = read.regions.length === 0 ? 'no Region' : read.regions.join(', ');
  const notes = readNotes(summary);
  if (total === 0 || first === undefined || last === undefined)
    return [`CloudTrail has no calls of this key in ${where}; they appear there after minutes.`, ...notes];
  return [
    `CloudTrail in ${where}: ${String(total)} calls from ${momentInWords(first)} to ${momentInWords(last)}, ${denied === 0 ? 'none' : String(denied)} denied.`,
    `Calls: ${callsInWords(summary)}`,
    `Regions: ${countsInWords(summary.regions)}`,
    ...(summary.addresses.length > 0 ? [`From: ${countsInWords(summary.addresses)}`] : []),
    ...(summary.resources.length > 0 ? [`Touched: ${countsInWords(summary.resources)}`] : []),
    ...notes,
  ];
}

/** `GetObject 12 (3 denied), ListBuckets 4, and 2 more` */
export function callsInWords({ calls }: TrailSummary): string {
  const words = calls.map(({ name, count, denied }) => {
    const refused = denied === 0 ? '' : ` (${denied === count ? 'all' : String(denied)} denied)`;
    return `${shown(name)} ${String(count)}${refused}`;
  });
  return someOf(words);
}

export function countsInWords(counts: readonly Counted[]): string {
  return someOf(counts.map(({ name, count }) => `${shown(name)}${count === 1 ? '' : ` ${String(count)}`}`));
}

function readNotes({ read }: TrailSummary): readonly string[] {
  return [
    ...(read.cutIn.length > 0
      ? [
          `There are more in ${read.cutIn.join(', ')}: only the newest were counted, 90 days are in CloudTrail.`,
        ]
      : []),
    ...read.unread.map(({ region, because }) => `CloudTrail in ${region} was not read: ${because}`),
  ];
}

function someOf(words: readonly string[]): string {
  const rest = words.length - mostNamed;
  return [...words.slice(0, mostNamed), ...(rest > 0 ? [`and ${String(rest)} more`] : [])].join(', ');
}

/** Names come from whoever used the key. */
function shown(name: string): string {
  const clean = scrub(name.replace(/\p{C}/gu, ' '));
  return clean.length > longestName ? `${clean.slice(0, longestName)}…` : clean;
}
