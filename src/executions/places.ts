import type { UserId } from '../access/index.ts';

/** What is known of channels, where people start workflows. */
export interface Places {
  /** The id of a channel given by name or id; undefined where there is none that Signalbox sees. */
  idOf(nameOrId: string): Promise<string | undefined>;
  isMember(channel: string, who: UserId): Promise<boolean>;
}
