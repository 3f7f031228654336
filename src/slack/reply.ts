import type { KnownBlock } from '@slack/types';
import { cut, escape } from './text.ts';

/** A message's longest mrkdwn section. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const longestSection = 3_000;
/** Slack refuses messages whose blocks hold more than about 13,000 characters. https://github.com/slackapi/bolt-js/issues/2509 */
const longestReply = 10_000;

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

/** A longer reply: whole lines, in as many sections as they need. What a message cannot hold is left out, and said. */
export function packed(lines: readonly string[]): Reply {
  const sections: string[] = [];
  let length = 0;
  for (const [index, long] of lines.entries()) {
    const line = cut(long, longestSection - 100);
    length += line.length + 1;
    if (length > longestReply) {
      sections.push(`… and ${String(lines.length - index)} more lines`);
      break;
    }
    const last = sections.at(-1);
    if (last !== undefined && last.length + line.length < longestSection)
      sections[sections.length - 1] = `${last}\n${line}`;
    else sections.push(line);
  }
  return {
    text: cut(sections.join('\n'), longestSection),
    blocks: sections.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } })),
  };
}
