import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Incident, Wish } from '../../incidents/index.ts';
import { assertNever } from '../../platform/index.ts';
import { foreign } from '../text.ts';
import type { Opened } from './opened.ts';
import { severityLooks } from './severity-look.ts';
import type { SnoozeChoice } from './snooze-choices.ts';
import { oneLine } from './words.ts';

/** What is asked for before it is done. */
export type FormKind = 'assign' | 'snooze' | 'resolve' | 'note';

export const formCallback = /^incident\.form\.(assign|snooze|resolve|note)$/;

export function isFormKind(word: string): word is FormKind {
  return Object.hasOwn(titles, word);
}

/** The one block that each of them asks for, and the words of `resolve`. */
const askedBlock = 'asked';
const wordsBlock = 'words';
const action = 'value';

/** A line of a timeline; longer stories belong into the thread. */
const longestWords = 900;

const titles: Readonly<Record<FormKind, { readonly title: string; readonly submit: string }>> = {
  assign: { title: 'Assign', submit: 'Assign' },
  snooze: { title: 'Snooze', submit: 'Snooze' },
  resolve: { title: 'Resolve', submit: 'Resolve' },
  note: { title: 'Add a note', submit: 'Add' },
};

/** How it ended, as it stands in the timeline. */
const endings = [
  'Fixed',
  'Over by itself',
  'False alarm: the alarm needs mending',
  'Known, and accepted',
  'Handed over to others',
] as const;

/** Asks for what a wish needs. Pure. */
export function formModal(
  kind: FormKind,
  incident: Incident,
  opened: Opened,
  choices: readonly SnoozeChoice[],
): ModalView {
  const { sign, word } = severityLooks[incident.severity];
  const { title, submit } = titles[kind];
  const about = `${sign} *${word}* · ${foreign(oneLine(incident.first.title), 400)}`;
  return {
    type: 'modal',
    callback_id: `incident.form.${kind}`,
    private_metadata: JSON.stringify(opened),
    title: { type: 'plain_text', text: title },
    submit: { type: 'plain_text', text: submit },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: about } }, ...inputs(kind, choices)],
  };
}

function inputs(kind: FormKind, choices: readonly SnoozeChoice[]): readonly KnownBlock[] {
  switch (kind) {
    case 'assign':
      return [
        input('Who takes it?', 'They are called in the thread. It counts as acknowledged.', {
          type: 'users_select',
          action_id: action,
        }),
      ];
    case 'snooze': {
      const options = choices.map(option);
      return [
        input('For how long?', 'Nobody is called before that; then it calls again.', {
          type: 'radio_buttons',
          action_id: action,
          options,
          ...(options[0] && { initial_option: options[0] }),
        }),
      ];
    }
    case 'resolve':
      return [
        input('What was it?', undefined, {
          type: 'static_select',
          action_id: action,
          options: endings.map((text) => option({ text, value: text })),
          initial_option: option({ text: endings[0], value: endings[0] }),
        }),
        {
          ...input('In a sentence', 'For whoever sees it next; it stands on the card.', words),
          block_id: wordsBlock,
          optional: true,
        },
      ];
    case 'note':
      return [input('What should the timeline say?', 'Everybody who sees the thread can read it.', words)];
    default:
      return assertNever(kind);
  }
}

const words: InputBlock['element'] = {
  type: 'plain_text_input',
  action_id: action,
  multiline: true,
  max_length: longestWords,
};

function input(label: string, hint: string | undefined, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: askedBlock,
    label: { type: 'plain_text', text: label },
    ...(hint !== undefined && { hint: { type: 'plain_text', text: hint } }),
    element,
  };
}

function option({ text, value }: SnoozeChoice) {
  return { text: { type: 'plain_text' as const, text }, value };
}

/** What Slack gives back of a form, as far as ours have it. */
export type Filled = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        {
          readonly value?: string | null;
          readonly selected_user?: string | null;
          readonly selected_option?: { readonly value: string } | null;
        }
      >
    >
  >
>;

/** The wish that a form spells; undefined where it spells none. Pure. @param now ms */
export function wishOf(kind: FormKind, filled: Filled, now: number): Wish | undefined {
  const asked = filled[askedBlock]?.[action];
  const said = filled[wordsBlock]?.[action]?.value ?? '';
  const chosen = asked?.selected_option?.value ?? '';
  switch (kind) {
    case 'assign':
      return typeof asked?.selected_user === 'string' ? { kind, to: asked.selected_user } : undefined;
    case 'snooze': {
      const [, until] = /^until:(\d+)$/.exec(chosen) ?? [];
      const forSeconds = until === undefined ? Number(chosen) : Math.round((Number(until) - now) / 1_000);
      return forSeconds > 0 ? { kind, forSeconds } : undefined;
    }
    case 'resolve':
      return chosen === ''
        ? undefined
        : { kind, because: said.trim() === '' ? `${chosen}.` : `${chosen}. ${said.trim()}` };
    case 'note':
      return typeof asked?.value === 'string' ? { kind, text: asked.value } : undefined;
    default:
      return assertNever(kind);
  }
}
