import type { webApi } from '@slack/bolt';
import { CodedError } from '../platform/index.ts';
import { channelsOf } from './channels.ts';
import { refusalIn, troubleOf } from './errors.ts';
import { createLookUps } from './slack-directory.ts';

/** What Slack has of what the settings and signalbox.yaml name. Every method may throw {@link SlackDidNotSay}. */
export interface SlackCheckUp {
  /** `scopes` where Slack says them with its answer. */
  identity(): Promise<{ readonly team: string; readonly bot: string; readonly scopes?: readonly string[] }>;
  /** @param nameOrId as a gate writes it. `missing` is also a private channel that the bot does not see. */
  channel(nameOrId: string): Promise<'bot-is-in' | 'bot-is-out' | 'archived' | 'missing'>;
  /** @param handle without the `@` */
  hasGroup(handle: string): Promise<boolean>;
}

class SlackDidNotSay extends CodedError {
  readonly code = 'slack-did-not-say';
}

type Channel = NonNullable<webApi.ConversationsListResponse['channels']>[number];

export function createSlackCheckUp(options: { botToken: string; apiUrl?: string }): SlackCheckUp {
  const client = createLookUps(options);
  let channels: Promise<readonly Channel[]> | undefined;
  let groups: Promise<ReadonlySet<string>> | undefined;
  const readChannels = async () => {
    const found: Channel[] = [];
    for await (const channel of channelsOf(client)) found.push(channel);
    return found;
  };
  const readGroups = async () => {
    const { usergroups = [] } = await client.usergroups.list({});
    return new Set(usergroups.flatMap(({ handle }) => handle ?? []));
  };
  return {
    identity: () =>
      saying('auth.test', async () => {
        const { team = '', user = '', response_metadata: metadata } = await client.auth.test();
        return { team, bot: user, ...(metadata?.scopes && { scopes: metadata.scopes }) };
      }),
    async channel(nameOrId) {
      channels ??= saying('conversations.list', readChannels);
      const wanted = nameOrId.replace(/^#/, '');
      const found = (await channels).find(({ id, name }) => name === wanted || id === wanted);
      if (!found) return 'missing';
      if (found.is_archived === true) return 'archived';
      return found.is_member === true ? 'bot-is-in' : 'bot-is-out';
    },
    async hasGroup(handle) {
      groups ??= saying('usergroups.list', readGroups);
      return (await groups).has(handle);
    },
  };
}

async function saying<T>(method: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const trouble = troubleOf(error);
    const why =
      trouble.kind === 'refused'
        ? `refused ${method} (${refusalIn(trouble)})`
        : trouble.kind === 'rate-limited'
          ? `asked to wait ${String(trouble.retryAfterSeconds)} s before ${method}`
          : `did not answer ${method} (${trouble.because})`;
    throw new SlackDidNotSay(`Slack ${why}`, { cause: error });
  }
}
