import type { WebClient } from '@slack/web-api';
import type { CardRef } from '../approvals/index.ts';
import type { RunPicture } from '../executions/index.ts';

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
