import type { App, BlockButtonAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import type { PrivateWords } from '../private-words.ts';
import type { StartModals } from '../starting/start-modals.ts';
import type { Homes } from './homes.ts';
import type { HomePart } from './section.ts';

export { approvalsSection } from './approvals-section.ts';
export { createHomes, type Homes } from './homes.ts';
export { incidentsSection } from './incidents-section.ts';
export { runningSection } from './running-section.ts';
export { schedulesSection } from './schedules-section.ts';
export { homePart, type HomePart } from './section.ts';

const startAction = 'home.start';
const refreshAction = 'home.refresh';
/** A home view takes 100 blocks. https://docs.slack.dev/surfaces/app-home */
const mostBlocks = 100;

/** App Home for one person, part after part. */
export async function drawHome(who: string, parts: readonly HomePart[]): Promise<readonly KnownBlock[]> {
  const drawn = await Promise.all(parts.map((part) => part(who)));
  const inside = drawn.flatMap((blocks) => [{ type: 'divider' as const }, ...blocks]);
  return [
    buttons,
    // Each part keeps itself short; this only guards the whole.
    ...inside.slice(0, mostBlocks - 2),
    {
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: 'This page follows what happens by itself. Decisions are made on the cards; `/workflow help` shows what you can do.',
        },
      ],
    },
  ];
}

const buttons: KnownBlock = {
  type: 'actions',
  block_id: 'home',
  elements: [
    {
      type: 'button',
      action_id: startAction,
      style: 'primary',
      text: { type: 'plain_text', text: 'Start a workflow' },
    },
    { type: 'button', action_id: refreshAction, text: { type: 'plain_text', text: 'Refresh' } },
  ],
};

/** App Home, opened, and its buttons. */
export function listenForHome(
  app: App,
  needs: { homes: Homes; startModals: StartModals; tell: PrivateWords; log: Logger },
): void {
  const { homes, startModals, tell, log } = needs;
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await homes.open(event.user);
  });
  app.action<BlockButtonAction>(refreshAction, async ({ ack, body }) => {
    await acked(log, ack);
    if (await homes.open(body.user.id)) return;
    await tell({ user: body.user.id }, 'Slack did not take the new App Home. Try again in a minute.');
  });
  app.action<BlockButtonAction>(startAction, async ({ ack, body, client }) => {
    await acked(log, ack);
    const at = { client, triggerId: body.trigger_id };
    const sentence = await startModals.pick(at, body.user.id, {});
    if (sentence !== undefined) await tell({ user: body.user.id }, sentence);
  });
}
