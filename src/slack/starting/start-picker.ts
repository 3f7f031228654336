import type { ModalView, PlainTextOption } from '@slack/types';
import type { Startable } from '../../executions/index.ts';
import { foreign, plain } from '../text.ts';
import type { StartContext } from './start-context.ts';

export const pickAction = 'start.pick';
/** A select takes 100 options, or 100 groups of them. https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
const mostOptions = 100;
/** More would not fit into a view of 250 KB. */
const mostListed = 800;

/** Asks what to start; a choice leads to its form. Pure. @param silent a sentence for each account that did not answer */
export function startPicker(
  startables: readonly Startable[],
  context: StartContext,
  silent: readonly string[] = [],
): ModalView {
  const options = startables.slice(0, mostListed).map(optionOf);
  const left = startables.length - options.length;
  const rest = left > 0 ? `\n${String(left)} more: \`/workflow start NAME\` starts them.` : '';
  return {
    type: 'modal',
    callback_id: 'start.picker',
    private_metadata: JSON.stringify(context),
    title: { type: 'plain_text', text: 'Start a workflow' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `Which one? Its form comes next.${rest}` } },
      {
        type: 'actions',
        block_id: pickAction,
        elements: [
          {
            type: 'static_select',
            action_id: pickAction,
            placeholder: { type: 'plain_text', text: 'Choose a workflow' },
            ...(options.length <= mostOptions ? { options } : { option_groups: groupsOf(options) }),
          },
        ],
      },
      ...silent.map((sentence) => ({
        type: 'context' as const,
        elements: [{ type: 'mrkdwn' as const, text: `⚠️ ${foreign(sentence, 500)}` }],
      })),
    ],
  };
}

function optionOf({ name }: Startable): PlainTextOption {
  return { text: { type: 'plain_text', text: plain(name, 75) }, value: name };
}

function groupsOf(options: readonly PlainTextOption[]) {
  return Array.from({ length: Math.ceil(options.length / mostOptions) }, (_, index) => {
    const inside = options.slice(index * mostOptions, (index + 1) * mostOptions);
    const [first, last] = [inside[0], inside.at(-1)].map((option) => plain(option?.text.text ?? '', 30));
    return {
      label: { type: 'plain_text' as const, text: `${first ?? ''} – ${last ?? ''}` },
      options: inside,
    };
  });
}
