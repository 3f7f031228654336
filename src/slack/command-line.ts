import { nearest } from '../platform/index.ts';

const subcommands = ['list', 'start', 'status', 'abort', 'approvals', 'whoami', 'help'] as const;
export type Subcommand = (typeof subcommands)[number];

/** What somebody typed behind `/workflow`. */
export type CommandLine =
  | { readonly kind: 'plain'; readonly command: 'list' | 'approvals' | 'whoami' | 'help' }
  | { readonly kind: 'start'; readonly machine: string; readonly inputText: string }
  | { readonly kind: 'status'; readonly name: string }
  | { readonly kind: 'abort'; readonly name: string; readonly reason: string }
  | { readonly kind: 'unclear'; readonly sentence: string };

/** Pure. Phones write no-break spaces and typographic quotes; names may stand in quotes. */
export function parseCommandLine(text: string): CommandLine {
  const typed = text.replace(/\u00a0/g, ' ').trim();
  const [word, rest] = splitFirst(typed);
  const command = subcommands.find((known) => known === word.toLowerCase());
  if (word === '') return { kind: 'plain', command: 'help' };
  if (!command) {
    const meant = nearest(word.toLowerCase(), subcommands);
    return {
      kind: 'unclear',
      sentence: `I do not know \`/workflow ${word}\`.${meant === undefined ? ' `/workflow help` lists what there is.' : ` Did you mean \`/workflow ${meant}\`?`}`,
    };
  }
  const [name, after] = splitFirst(rest);
  const bare = name.replace(/^["'“”‘’]+|["'“”‘’]+$/g, '');
  switch (command) {
    case 'start':
      return bare === ''
        ? {
            kind: 'unclear',
            sentence:
              'Start what? `/workflow start NAME {"input": "as JSON"}`; `/workflow list` shows the names.',
          }
        : { kind: 'start', machine: bare, inputText: after };
    case 'status':
      return bare === ''
        ? {
            kind: 'unclear',
            sentence:
              'Status of what? `/workflow status NAME`, with a state machine, an execution or its ARN.',
          }
        : { kind: 'status', name: bare };
    case 'abort':
      return bare === ''
        ? {
            kind: 'unclear',
            sentence:
              'Abort what? `/workflow abort NAME`, with an execution or its state machine; you are asked to confirm and to say why.',
          }
        : { kind: 'abort', name: bare, reason: after };
    case 'list':
    case 'approvals':
    case 'whoami':
    case 'help':
      return { kind: 'plain', command };
  }
}

function splitFirst(text: string): [string, string] {
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
  return [first, rest];
}
