import type { WebClient } from '@slack/web-api';
import type { CardRef } from '../approvals/index.ts';
import { isJsonObject, parseJson } from '../platform/index.ts';

/** Replies looked through for one that an earlier try may have posted. */
const lookThrough = 200;

/**
 * Whether an earlier try got this reply through, and its answer did not reach the record. @param wanted in the reply's
 * metadata @param filename of a file, which carries no metadata: one that has it will do as well
 */
export async function saidInThread(
  client: WebClient,
  { channel, ts }: CardRef,
  wanted: Readonly<Record<string, string>>,
  filename?: string,
): Promise<boolean> {
  const thread = await client.conversations.replies({
    channel,
    ts,
    limit: lookThrough,
    include_all_metadata: true,
  });
  return (thread.messages ?? []).some((message) => {
    if (filename !== undefined && (message.files ?? []).some(({ name }) => name === filename)) return true;
    const metadata = parseJson(JSON.stringify(message.metadata ?? null));
    const payload = isJsonObject(metadata) ? metadata['event_payload'] : undefined;
    return isJsonObject(payload) && Object.entries(wanted).every(([name, value]) => payload[name] === value);
  });
}
