import type { WebClient } from '@slack/web-api';

/** Channel ids by name. Ids never change; names are read again where one is missing. */
export interface Channels {
  /** The id of a channel given by name or id; undefined where the bot sees none of that name. */
  idOf(nameOrId: string): Promise<string | undefined>;
  /** False also where Slack does not say. */
  isMember(channel: string, user: string): Promise<boolean>;
}

/** Every channel that the bot sees, archived ones too, page by page. */
export async function* channelsOf(client: WebClient) {
  let cursor: string | undefined;
  do {
    const page = await client.conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: false,
      limit: 1000,
      ...(cursor !== undefined && { cursor }),
    });
    yield* page.channels ?? [];
    cursor = page.response_metadata?.next_cursor;
  } while (cursor !== undefined && cursor !== '');
}

export function createChannels(client: WebClient): Channels {
  const byName = new Map<string, string>();
  const read = async () => {
    for await (const { id, name } of channelsOf(client))
      if (id !== undefined && name !== undefined) byName.set(name, id);
  };
  return {
    async idOf(nameOrId) {
      const name = nameOrId.replace(/^#/, '');
      if (/^[CGD][A-Z0-9]{8,}$/.test(name)) return name;
      if (!byName.has(name)) await read();
      return byName.get(name);
    },
    async isMember(channel, user) {
      let cursor: string | undefined;
      try {
        do {
          const page = await client.conversations.members({
            channel,
            limit: 1000,
            ...(cursor !== undefined && { cursor }),
          });
          if (page.members?.includes(user) === true) return true;
          cursor = page.response_metadata?.next_cursor;
        } while (cursor !== undefined && cursor !== '');
      } catch {
        // A channel that Slack does not show us is one in which nothing may be started from afar.
      }
      return false;
    },
  };
}
