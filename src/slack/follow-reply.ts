import type { WebClient } from '@slack/web-api';
import type { TellOutcome } from '../delivery/index.ts';
import type { Follow, RunPicture } from '../executions/index.ts';
import { passing, refusalIn, troubleOf } from './errors.ts';
import { saidInThread } from './said-in-thread.ts';
import { sharePicture } from './share-picture.ts';
import { foreign, person } from './text.ts';

const eventType = 'signalbox_execution_failed';

/**
 * Says in the card's thread that a run failed, with a picture of it where there is one: an edited card rings for nobody.
 * Once a round; never throws.
 */
export async function replyOfFailure(
  client: WebClient,
  follow: Follow,
  { mayBeTold, draw }: { mayBeTold: boolean; draw: () => Promise<RunPicture | undefined> },
): Promise<TellOutcome> {
  const { ref } = follow.card;
  if (!ref) return { kind: 'refused', because: 'there is no card' };
  const key = `${follow.executionArn}#${String(follow.run.redriveCount)}`;
  const filename = `${follow.run.name}-${String(follow.run.redriveCount)}.png`;
  try {
    if (mayBeTold && (await saidInThread(client, ref, { key }, filename))) return { kind: 'told' };
    const picture = await draw();
    const drawn = picture && (await shared(client, ref, picture, { filename, comment: wordsOf(follow) }));
    if (drawn === true) return { kind: 'told' };
    await client.chat.postMessage({
      channel: ref.channel,
      thread_ts: ref.ts,
      text: wordsOf(follow),
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: eventType, event_payload: { key } },
    });
    return { kind: 'told' };
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind !== 'refused') return passing(trouble);
    return { kind: 'refused', because: `Slack refused it (${refusalIn(trouble)})` };
  }
}

/** False where Slack will not take files here: an app without files:write, a workspace without uploads. The words matter more. */
async function shared(...[client, ref, picture, about]: Parameters<typeof sharePicture>): Promise<boolean> {
  try {
    await sharePicture(client, ref, picture, about);
    return true;
  } catch (error) {
    if (troubleOf(error).kind === 'refused') return false;
    throw error;
  }
}

function wordsOf({ run, explained, startedBy, redrivenBy }: Follow): string {
  const who = redrivenBy?.round === run.redriveCount ? redrivenBy.who : startedBy;
  const to = who === undefined ? '' : `${person(who)} `;
  return `${to}${foreign(run.machine, 80)} ${run.status === 'FAILED' ? 'failed' : 'timed out'}: ${foreign(explained?.sentence ?? '', 700)}`;
}
