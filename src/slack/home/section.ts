import type { KnownBlock } from '@slack/types';
import { messageOf, type Logger } from '../../platform/index.ts';

/** A part of App Home: what it reads for one person, and how that is drawn. */
export interface HomeSection<Data> {
  /** Its heading. */
  readonly title: string;
  read(who: string): Promise<Data>;
  /** Pure. */
  blocks(data: Data): readonly KnownBlock[];
}

/** A section, ready to be shown; it never fails. */
export type HomePart = (who: string) => Promise<readonly KnownBlock[]>;

export function homePart<Data>(section: HomeSection<Data>, log: Logger): HomePart {
  return async (who) => {
    const head: KnownBlock = { type: 'header', text: { type: 'plain_text', text: section.title } };
    try {
      return [head, ...section.blocks(await section.read(who))];
    } catch (error) {
      log.warn({ because: messageOf(error), who, section: section.title }, 'part of app home not read');
      const text = 'This could not be looked up just now. Press Refresh in a minute.';
      return [head, { type: 'section', text: { type: 'mrkdwn', text } }];
    }
  };
}
