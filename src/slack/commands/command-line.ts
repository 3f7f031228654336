import { nearest } from '../../platform/index.ts';

/** What somebody typed behind `/workflow`: a word, and the rest. */
export type CommandLine =
  | { readonly kind: 'command'; readonly word: string; readonly rest: string }
  | { readonly kind: 'unclear'; readonly sentence: string };

/** What was typed is repeated up to here. */
const longestEcho = 80;

/** What people type who come from the console, the CLI or another bot: offered, never done. */
const meantBy: Readonly<Record<string, string>> = {
  ...{ stop: 'abort', cancel: 'abort', kill: 'abort', run: 'start', execute: 'start', trigger: 'start' },
  ...{ retry: 'redrive', resume: 'redrive', describe: 'status', show: 'status', logs: 'history' },
  ...{ events: 'history', follow: 'watch', ls: 'list', incident: 'incidents', validate: 'lint' },
};

/** Pure. Phones write no-break spaces. Nothing typed at all asks for help. */
export function parseCommandLine(text: string, words: readonly string[]): CommandLine {
  const [typed, rest] = splitFirst(text.replace(/\u00a0/g, ' ').replace(/^\s*\/workflow(?=\s|$)/i, ''));
  const word = typed === '' ? 'help' : typed.toLowerCase();
  if (words.includes(word)) return { kind: 'command', word, rest };
  const offered = Object.hasOwn(meantBy, word) ? meantBy[word] : undefined;
  const meant = offered !== undefined && words.includes(offered) ? offered : nearest(word, words);
  return {
    kind: 'unclear',
    sentence: `I do not know \`/workflow ${shortened(typed)}\`.${meant === undefined ? ' `/workflow help` lists what there is.' : ` Did you mean \`/workflow ${meant}\`?`}`,
  };
}

function shortened(typed: string): string {
  return typed.length <= longestEcho ? typed : `${typed.slice(0, longestEcho)}…`;
}

/** A name, which may stand in quotes of any kind, and what follows it. Pure. */
export function nameAndRest(text: string): { readonly name: string; readonly rest: string } {
  const [first, rest] = splitFirst(text);
  return { name: first.replace(/^["'“”‘’]+|["'“”‘’]+$/g, ''), rest };
}

function splitFirst(text: string): [string, string] {
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
  return [first, rest];
}
