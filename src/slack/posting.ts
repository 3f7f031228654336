import type { WebClient } from '@slack/web-api';
import type { KnownBlock, MessageAttachment } from '@slack/types';
import type { CardRef } from '../approvals/index.ts';
import type { ShowOutcome } from '../delivery/index.ts';
import { isJsonObject, parseJson, type Clock } from '../platform/index.ts';
import { callTimeoutMs } from './call-options.ts';
import type { Channels } from './channels.ts';
import { passing, refusalIn, troubleOf } from './errors.ts';

/** Messages looked through for a card that an earlier try may have posted: so many a page, and so many pages. */
const pageSize = 200;
const mostPages = 10;
/** Clocks differ: the look for an earlier post begins this long before its record, s. */
const slackSeconds = 60;

/** A view of a record: what a message is to show, and the id by which it is found again. */
export interface View {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** Below the blocks, with a coloured edge; an empty list takes away what an earlier view had. */
  readonly attachments?: readonly MessageAttachment[];
  readonly metadata: {
    readonly event_type: string;
    readonly event_payload: Readonly<Record<string, string>>;
  };
  /** Equal digests show the same. */
  readonly digest: string;
}

/** What is shown of a record, and where. */
export interface Place {
  /** Channel name or id. */
  readonly channel: string;
  readonly ref?: CardRef;
  readonly digest?: string;
  /** When the record began, ms: no message of it is older. */
  readonly since: number;
  /** Whether people still need the card: one that somebody deleted is then posted anew. */
  readonly open: boolean;
  /** Look for a message of this record before posting one: an earlier try may have got through. */
  readonly mayBePosted: boolean;
  /** Until then no other process posts it, ms; absent where nothing keeps others from it. */
  readonly inHandUntil?: number;
  /** The key of signalbox.yaml that names the channel, for whoever must mend it: `gate promotion`. */
  readonly namedBy: string;
}

/** Puts views into Slack: posts once, edits in place, adopts what an earlier process posted. Never throws. */
export type Posting = (view: View, place: Place) => Promise<ShowOutcome>;

export function createPosting(needs: { client: WebClient; channels: Channels; clock: Clock }): Posting {
  const { client, channels, clock } = needs;

  const post = async (view: View, place: Place, mayBePosted: boolean): Promise<ShowOutcome> => {
    const channel = await channels.idOf(place.channel);
    if (channel === undefined) return lost(place, 'channel_not_found');
    const adopted = mayBePosted ? await findPosted(channel, view, place.since) : undefined;
    if (adopted) return update(view, place, adopted, true);
    if (endsTooSoon(place, clock.now()))
      return { kind: 'passing', because: 'Slack took so long that another process may post it now' };
    const posted = await client.chat.postMessage({
      channel,
      ...bodyOf(view),
      unfurl_links: false,
      unfurl_media: false,
    });
    if (posted.ts === undefined || posted.channel === undefined)
      return { kind: 'passing', because: 'Slack gave no ts' };
    const ref = { channel: posted.channel, ts: posted.ts };
    return { kind: 'shown', ref, digest: view.digest, adopted: false };
  };

  const update = async (view: View, place: Place, ref: CardRef, adopted: boolean): Promise<ShowOutcome> => {
    try {
      await client.chat.update({ channel: ref.channel, ts: ref.ts, ...bodyOf(view) });
      return { kind: 'shown', ref, digest: view.digest, adopted };
    } catch (error) {
      const trouble = troubleOf(error);
      const gone = trouble.kind === 'refused' && trouble.code === 'message_not_found';
      if (!gone) throw error;
      // Whoever deleted a closed card wanted no other in its place.
      if (!place.open) return { kind: 'shown', ref, digest: view.digest, adopted };
      return post(view, place, false);
    }
  };

  /** Our own message whose metadata names this record. */
  const findPosted = async (channel: string, view: View, since: number): Promise<CardRef | undefined> => {
    const { event_type: type, event_payload: wanted } = view.metadata;
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const history = await client.conversations.history({
        channel,
        oldest: String(Math.floor(since / 1000) - slackSeconds),
        limit: pageSize,
        include_all_metadata: true,
        ...(cursor !== undefined && { cursor }),
      });
      const found = history.messages?.find(({ metadata }) => {
        const payload = parseJson(JSON.stringify(metadata?.event_payload ?? null));
        return (
          metadata?.event_type === type &&
          isJsonObject(payload) &&
          Object.entries(wanted).every(([name, value]) => payload[name] === value)
        );
      });
      if (found?.ts !== undefined) return { channel, ts: found.ts };
      cursor = history.response_metadata?.next_cursor;
      if (cursor === undefined || cursor === '') return undefined;
    }
    return undefined;
  };

  return async (view, place) => {
    if (place.ref && place.digest === view.digest) return { kind: 'unchanged' };
    try {
      if (place.ref) return await update(view, place, place.ref, false);
      return await post(view, place, place.mayBePosted);
    } catch (error) {
      const trouble = troubleOf(error);
      return trouble.kind === 'refused' ? lost(place, trouble.code, refusalIn(trouble)) : passing(trouble);
    }
  };
}

/** Whether a post that begins now could end after another process began its own. */
function endsTooSoon({ inHandUntil }: Place, now: number): boolean {
  return inHandUntil !== undefined && now > inHandUntil - callTimeoutMs;
}

function bodyOf(view: View) {
  const { text, blocks, attachments, metadata } = view;
  return { text, blocks: [...blocks], metadata, ...(attachments && { attachments: [...attachments] }) };
}

/** In words what a person must mend; the record stays. */
function lost(place: Place, code: string, refusal = code): ShowOutcome {
  const channel = `#${place.channel.replace(/^#/, '')}`;
  const because: Readonly<Record<string, string>> = {
    channel_not_found: `there is no channel ${channel} that Signalbox can see; mend \`channel\` of ${place.namedBy}`,
    not_in_channel: `Signalbox is not in ${channel}; invite it`,
    is_archived: `${channel} is archived; name another channel for ${place.namedBy}`,
    invalid_auth: 'Slack no longer takes the bot token; give SLACK_BOT_TOKEN a new one',
    token_revoked: 'the bot token was revoked; install the app again and give SLACK_BOT_TOKEN the new one',
    account_inactive: 'the app was removed from the workspace; install it again',
  };
  return { kind: 'lost', because: because[code] ?? `Slack refused the card (${refusal})` };
}
