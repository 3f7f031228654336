import type { ModalView } from '@slack/types';
import { lintText, lintYaml, type LintedText } from '../states-language/index.ts';
import type { AttachedFile } from './attached-files.ts';
import { packed } from './reply.ts';
import { andMore, foreign } from './text.ts';

export const lintFormCallback = 'lint.form';
const box = 'definition';
/** Findings told at once. */
const mostFindings = 40;
const title = { type: 'plain_text' as const, text: 'Lint a definition' };

/** Asks for the definition. */
export const lintModal: ModalView = {
  type: 'modal',
  callback_id: lintFormCallback,
  title,
  submit: { type: 'plain_text', text: 'Lint' },
  close: { type: 'plain_text', text: 'Cancel' },
  blocks: [
    {
      type: 'input',
      block_id: box,
      label: { type: 'plain_text', text: 'Definition' },
      hint: {
        type: 'plain_text',
        text: 'Amazon States Language, as JSON, up to 3000 characters. A longer one: attach the file (.json, .asl.json, .yaml) to a message, or post it as one, and choose “Lint this definition” from that message’s menu.',
      },
      element: { type: 'plain_text_input', action_id: box, multiline: true, max_length: 3_000 },
    },
  ],
};

export function lintFormText(
  state: Readonly<Record<string, Readonly<Record<string, { readonly value?: string | null }>> | undefined>>,
): string {
  return state[box]?.[box]?.value ?? '';
}

/** What is wrong, in place of the box. Pure. */
export function lintResultModal(lines: readonly string[]): ModalView {
  return {
    type: 'modal',
    title,
    close: { type: 'plain_text', text: 'Close' },
    blocks: [...packed(lines).blocks],
  };
}

/** What is wrong in an attached file, below its name. Pure. */
export function lintFileWords({ name, language }: AttachedFile, text: string): readonly string[] {
  return [`📄 *${foreign(name, 120)}*`, ...wordsOf(language === 'YAML' ? lintYaml(text) : lintText(text))];
}

/** What `signalbox lint` says of the same text, as lines of mrkdwn. Typographic quotes become plain ones. Pure. */
export function lintWords(written: string): readonly string[] {
  const plain = written.replace(/[\u201c\u201d\u201e\u201f]/g, '"');
  // What people copy out of a message brings its fence along.
  const [, inside = plain] = /^\s*```(?:json)?([^]*?)```\s*$/.exec(plain) ?? [];
  return wordsOf(lintText(inside));
}

function wordsOf({ findings, states }: LintedText): readonly string[] {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const count = (howMany: number, what: string) => `${String(howMany)} ${what}${howMany === 1 ? '' : 's'}`;
  const warnings = count(findings.length - errors, 'warning');
  const head =
    errors > 0
      ? `⛔ *${count(errors, 'error')}*, ${warnings}`
      : `✅ *Nothing is wrong* in ${count(states, 'state')}, ${warnings}`;
  return [
    head,
    ...findings.slice(0, mostFindings).map(({ line, severity, location, words }) => {
      const sign = severity === 'error' ? '⛔' : '⚠️';
      const where = location === undefined ? '' : ` · ${foreign(location, 200)}`;
      return `${sign} Line ${String(line)}${where}: ${foreign(words, 600)}`;
    }),
    ...andMore(Math.min(findings.length, mostFindings), findings.length),
  ];
}
