import type { Button } from '@slack/types';
import type { Follow } from '../executions/index.ts';
import { consoleLink } from './execution-words.ts';

export const abortAction = 'execution.abort';
export const redriveAction = 'execution.redrive';
export const detailsAction = 'execution.details';
export const pictureAction = 'execution.picture';
export const consoleAction = 'execution.console';

const redrivable = new Set(['FAILED', 'TIMED_OUT', 'ABORTED']);

/** What can be done with the execution now. Everybody sees them; rights are checked at the press. */
export function followButtons({ run, gone }: Follow): readonly Button[] {
  const { executionArn, status } = run;
  const button = (action_id: string, text: string): Button => ({
    type: 'button',
    action_id,
    text: { type: 'plain_text', text },
    value: executionArn,
  });
  const console: Button = {
    type: 'button',
    action_id: consoleAction,
    text: { type: 'plain_text', text: 'Open in console' },
    url: consoleLink(executionArn),
  };
  if (gone) return [console];
  return [
    ...(status === 'RUNNING' ? [{ ...button(abortAction, 'Abort'), style: 'danger' as const }] : []),
    ...(redrivable.has(status) ? [button(redriveAction, 'Redrive')] : []),
    button(detailsAction, 'Details'),
    button(pictureAction, 'Picture'),
    console,
  ];
}
