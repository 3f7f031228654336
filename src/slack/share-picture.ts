import type { WebClient } from '@slack/web-api';
import type { CardRef } from '../approvals/index.ts';
import type { RunPicture } from '../executions/index.ts';

/** Replies looked through for a picture that an earlier try may have got through. */
const lookThrough = 200;

/** Puts the picture of a run into the thread of a card. @throws what Slack answers */
export async function sharePicture(
  client: WebClient,
  { channel, ts }: CardRef,
  picture: RunPicture,
  about: { readonly filename: string; readonly comment: string },
): Promise<void> {
  await client.files.uploadV2({
    channel_id: channel,
    thread_ts: ts,
    initial_comment: about.comment,
    filename: about.filename,
    title: `${picture.machine} · ${picture.execution}`,
    alt_text: picture.alt,
    file: picture.png,
  });
}

/** Whether a file of this name stands in the thread already. */
export async function sharedInThread(
  client: WebClient,
  { channel, ts }: CardRef,
  filename: string,
): Promise<boolean> {
  const thread = await client.conversations.replies({ channel, ts, limit: lookThrough });
  return (thread.messages ?? []).some(({ files }) => (files ?? []).some(({ name }) => name === filename));
}
