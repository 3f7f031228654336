import type { KnownBlock } from '@slack/types';
import { cut, escape } from './text.ts';

/** A message's longest mrkdwn section. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const longestSection = 3_000;

/** What a command answers. */
export interface Reply {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** Everybody in the channel sees it; otherwise only who asked. */
  readonly inChannel?: boolean;
}

/** A reply of lines; everything from outside in them is escaped already. */
export function replyOf(...lines: readonly string[]): Reply {
  const text = cut(lines.join('\n'), longestSection);
  return { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] };
}

export function refusedReply(sentence: string): Reply {
  return replyOf(escape(sentence));
}
