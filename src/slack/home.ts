import type { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { fillTemplate, type Approval, type Approvals } from '../approvals/index.ts';
import type { Logger } from '../platform/index.ts';
import { andMore, foreign, moment } from './text.ts';

/** Approvals listed on App Home; a home view takes 100 blocks. */
const shown = 30;

/** App Home: what waits for this person. */
export function listenForHome(app: App, needs: { approvals: Approvals; log: Logger }): void {
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    const mine = await needs.approvals
      .pending({ limit: shown, forPerson: event.user })
      .catch((error: unknown) => {
        needs.log.warn({ err: error, user: event.user }, 'app home without approvals');
        return undefined;
      });
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: homeBlocks(mine) } });
  });
}

/** Pure. @param mine undefined where they could not be looked up */
function homeBlocks(
  mine: { readonly approvals: readonly Approval[]; readonly inAll: number } | undefined,
): KnownBlock[] {
  const lines = mine?.approvals.map((approval) => {
    const until = typeof approval.expiresAt === 'number' ? ` · until ${moment(approval.expiresAt)}` : '';
    return `• *${foreign(fillTemplate(approval.gate.title, approval.ask.input), 200)}* in #${foreign(approval.gate.channel, 80)}${until}`;
  });
  const words =
    lines === undefined
      ? 'Your approvals could not be looked up just now. Open this tab again in a minute.'
      : lines.length === 0
        ? 'Nothing waits for you.'
        : [...lines, ...andMore(lines.length, mine?.inAll ?? 0)].join('\n');
  return [
    { type: 'header', text: { type: 'plain_text', text: 'Waiting for you' } },
    { type: 'section', text: { type: 'mrkdwn', text: words.slice(0, 3_000) } },
    { type: 'divider' },
    {
      type: 'context',
      elements: [
        { type: 'mrkdwn', text: '`/workflow help` shows what you can do. Decisions are made on the cards.' },
      ],
    },
  ];
}
