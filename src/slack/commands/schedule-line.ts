import { nameAndRest } from './command-line.ts';

/** What was typed behind `schedule add`. */
export type AddLine =
  | {
      readonly kind: 'add';
      readonly name: string;
      readonly machine: string;
      readonly cron: string;
      readonly zone?: string;
      readonly noOverlap: boolean;
      readonly inputText: string;
    }
  | { readonly kind: 'unclear'; readonly sentence: string };

const noOverlapWord = 'no-overlap';
const opening = '["\u201c\u201d\u201e\'\u2018\u2019`]';
const quoted = new RegExp(
  `^${opening}([^"\u201c\u201d'\u2018\u2019\`]*)["\u201c\u201d'\u2018\u2019\`]\\s*([\\s\\S]*)$`,
);
const timeFirst = new RegExp(`^${opening}[\\d*/,-]+\\s`);
const bare = /^(@\w+|\S+(?:\s+\S+){4})(?:\s+([\s\S]*))?$/;

export const addExample =
  '`/workflow schedule add nightly hello "0 2 * * *" Europe/Madrid {"input": "as JSON"}`';

/** `NAME MACHINE "CRON" [ZONE] [no-overlap] [{json}]`; the cron may stand without its quotes. Pure. */
export function parseAddLine(text: string): AddLine {
  const { name, rest: afterName } = nameAndRest(text);
  const { name: machine, rest } = nameAndRest(afterName);
  const unclear = (sentence: string): AddLine => ({ kind: 'unclear', sentence });
  if (name === '' || machine === '' || rest === '')
    return unclear(`A schedule needs a name, a state machine and a time. Example: ${addExample}`);
  if (timeFirst.test(afterName))
    return unclear(`The state machine stands before the time, and here it does not. Example: ${addExample}`);
  const { before, inputText } = splitInput(rest);
  const [, cron = '', options = ''] = quoted.exec(before) ?? bare.exec(before) ?? [];
  if (cron === '')
    return unclear(
      `I cannot read a time in \`${before.trim()}\`: write five fields in quotes (minute hour day month weekday). Example: ${addExample}`,
    );
  const words = options.split(/\s+/).filter((word) => word !== '');
  const zones = words.filter((word) => word.toLowerCase() !== noOverlapWord);
  const [zone, extra] = zones;
  if (extra !== undefined)
    return unclear(
      `I do not know what \`${extra}\` means here: behind the time come a time zone, \`${noOverlapWord}\` and the input as JSON. Example: ${addExample}`,
    );
  return {
    kind: 'add',
    name,
    machine,
    cron,
    ...(zone !== undefined && { zone }),
    noOverlap: zones.length < words.length,
    inputText,
  };
}

/** JSON begins at the first brace or bracket: no cron and no zone has one. */
function splitInput(text: string): { readonly before: string; readonly inputText: string } {
  const at = text.search(/[[{]/);
  return at < 0 ? { before: text, inputText: '' } : { before: text.slice(0, at), inputText: text.slice(at) };
}
