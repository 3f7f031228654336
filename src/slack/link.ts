import { App, LogLevel, SocketModeReceiver, webApi, type Logger as BoltLogger } from '@slack/bolt';
import type { Access, Directory } from '../access/index.ts';
import type { Approvals } from '../approvals/index.ts';
import type { Announcer, BatchCards, Cards, FollowCards } from '../delivery/index.ts';
import type { Executions } from '../executions/index.ts';
import { isJsonObject, newId, type Clock, type Logger, type Part } from '../platform/index.ts';
import { callOptions } from './call-options.ts';
import { createBatchCards, createCards, createFollowCards } from './cards.ts';
import { createAddressees } from './addressees.ts';
import { createAnnouncer } from './announcer.ts';
import { listenForBatches } from './batch-listeners.ts';
import { createChannels } from './channels.ts';
import { ConsiderateClient } from './considerate-client.ts';
import { listenForCommands } from './commands/index.ts';
import { listenForDecisions } from './decision-listeners.ts';
import { accepted } from './accepted.ts';
import { createDirectory } from './directory.ts';
import { failureSentence } from './failure-sentence.ts';
import { listenForHome } from './home.ts';
import { createMentions } from './mentions.ts';
import { createPeopleByEmail } from './people-by-email.ts';
import { createPosting } from './posting.ts';
import { createPrivateWords } from './private-words.ts';
import { createRests } from './rests.ts';

/** Two connections: while Slack refreshes one, the other takes the clicks. */
const connections = 2;
/** A connection that lost its socket comes back after this, ms. */
const reconnectAfterMs = 900;

/** What Bolt hands to an extended error handler. */
type ListenerFailure = Parameters<Parameters<App['error']>[0]>[0] & {
  readonly error: Error;
  readonly body: unknown;
};

export interface SlackLink extends Part {
  readonly directory: Directory;
  readonly cards: Cards;
  readonly followCards: FollowCards;
  readonly batchCards: BatchCards;
  readonly announcer: Announcer;
  /** Must be called before `start`. */
  listen(needs: { approvals: Approvals; executions: Executions; access: Access }): void;
  /** Connections that are up; for readiness. */
  connected(): number;
}

export function connectSlack(options: {
  botToken: string;
  appToken: string;
  apiUrl?: string;
  log: Logger;
  clock: Clock;
}): SlackLink {
  const { botToken, appToken, log, clock } = options;
  const clientOptions = callOptions(options.apiUrl);
  const logger = quiet(log);
  const receivers = Array.from(
    { length: connections },
    () =>
      new SocketModeReceiver({
        appToken,
        clientPingTimeout: reconnectAfterMs,
        logger,
        installerOptions: {
          clientOptions: options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl },
        },
      }),
  );
  const [first, ...others] = receivers;
  if (!first) throw new Error('at least one connection');
  const app = new App({
    token: botToken,
    receiver: first,
    clientOptions,
    logger,
    deferInitialization: true,
    convoStore: false,
    extendedErrorHandler: true,
  });
  // A client of its own for what people wait for: a rest that Slack asks for of cards does not keep it.
  const client = new webApi.WebClient(botToken, { ...clientOptions, logger });
  const patient = new ConsiderateClient(botToken, { ...clientOptions, logger }, createRests(clock));
  const lookUps = new webApi.WebClient(botToken, { ...clientOptions, logger });
  let teamId = '';
  const up = new Set<SocketModeReceiver>();
  for (const receiver of receivers) {
    receiver.client.on('connected', () => up.add(receiver));
    receiver.client.on('disconnected', () => up.delete(receiver));
    receiver.client.on('reconnecting', () => up.delete(receiver));
  }

  app.error(async ({ error, body }: ListenerFailure) => {
    const errorId = newId('err');
    log.error({ err: error, errorId }, 'listener failed');
    const { user, channel } = placeIn(body);
    if (user !== undefined)
      await tell({ user, ...(channel !== undefined && { channel }) }, failureSentence(error, errorId));
  });
  const tell = createPrivateWords(client, log, clock);
  const directory = createDirectory({ client: lookUps, teamId: () => teamId, clock });
  const byEmail = createPeopleByEmail(lookUps);
  const groupId = (handle: string) => directory.groupId(handle);
  const mentions = createMentions({ byEmail, groupId });
  const posting = createPosting({ client: patient, channels: createChannels(lookUps), clock });

  return {
    name: 'slack',
    directory,
    cards: createCards({ client: lookUps, posting, mentions, clock }),
    followCards: createFollowCards(posting),
    batchCards: createBatchCards({ posting, mentions }),
    announcer: createAnnouncer({
      client: patient,
      addressees: createAddressees({ byEmail, directory, groupId }),
    }),
    listen({ approvals, executions, access }) {
      listenForDecisions(app, { approvals, tell, log });
      listenForBatches(app, { approvals, tell, log });
      listenForCommands(app, { approvals, executions, access, tell, log });
      listenForHome(app, { approvals, log });
    },
    async start() {
      const address = options.apiUrl ?? 'https://slack.com/api/';
      await accepted('SLACK_BOT_TOKEN', address, async () => {
        await app.init();
        teamId = (await client.auth.test()).team_id ?? '';
      });
      for (const receiver of others) receiver.init(app);
      await accepted('SLACK_APP_TOKEN', address, () => Promise.all(receivers.map((one) => one.start())));
    },
    async stop() {
      // app.stop() does not wait for the close; the client's disconnect does.
      await Promise.all(receivers.map((receiver) => receiver.client.disconnect()));
    },
    connected: () => up.size,
  };
}

/** Who did what failed, and where: the words of payloads differ by kind. */
function placeIn(body: unknown): { user?: string; channel?: string } {
  if (!isJsonObject(body)) return {};
  const inner = (value: unknown) => (isJsonObject(value) ? value['id'] : value);
  const user = inner(body['user'] ?? body['user_id']);
  const channel = inner(body['channel'] ?? body['channel_id']);
  return { ...(typeof user === 'string' && { user }), ...(typeof channel === 'string' && { channel }) };
}

/** Bolt's own log lines, in ours. */
function quiet(log: Logger): BoltLogger {
  const bound = log.child({ part: 'bolt' });
  const line = (parts: unknown[]) =>
    parts
      .map((part) =>
        part instanceof Error ? part.message : typeof part === 'string' ? part : JSON.stringify(part),
      )
      .join(' ');
  return {
    debug: (...parts) => {
      bound.debug(line(parts));
    },
    info: (...parts) => {
      bound.debug(line(parts));
    },
    warn: (...parts) => {
      bound.warn(line(parts));
    },
    error: (...parts) => {
      bound.error(line(parts));
    },
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
