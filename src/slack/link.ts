import { App, LogLevel, SocketModeReceiver, webApi, type Logger as BoltLogger } from '@slack/bolt';
import type { Access, Directory, Limits } from '../access/index.ts';
import type { Approvals, CardRef } from '../approvals/index.ts';
import type {
  Announcer,
  BatchCards,
  Cards,
  FollowCards,
  IncidentCards,
  ScheduleTeller,
  SurgeCards,
} from '../delivery/index.ts';
import type { Executions, Places, Schedules } from '../executions/index.ts';
import type { Incidents } from '../incidents/index.ts';
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
import { createArrivals, envelopeIn } from './arrivals.ts';
import { createDirectory } from './directory.ts';
import { createFileTexts } from './file-texts.ts';
import { listenForFollows } from './follow-listeners.ts';
import { failureSentence } from './failure-sentence.ts';
import {
  approvalsSection,
  createHomes,
  drawHome,
  homePart,
  incidentsSection,
  listenForHome,
  runningSection,
  schedulesSection,
  type Homes,
} from './home/index.ts';
import {
  createCalls,
  createIncidentCards,
  createOpenIncidents,
  createSurgeCards,
  listenForIncidents,
} from './incidents/index.ts';
import { createModals } from './modals.ts';
import { createStartModals } from './starting/start-modals.ts';
import { listenForShortcuts } from './shortcuts.ts';
import { listenForStarts } from './starting/start-listeners.ts';
import { createWaiting } from './waiting.ts';
import { createMentions } from './mentions.ts';
import { createPeopleByEmail } from './people-by-email.ts';
import { createPosting } from './posting.ts';
import { createScheduleTeller } from './schedule-telling.ts';
import { createPrivateWords } from './private-words.ts';
import { createRests } from './rests.ts';
import type { Where } from './where.ts';

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
  readonly incidentCards: IncidentCards;
  readonly surgeCards: SurgeCards;
  readonly announcer: Announcer;
  readonly places: Places;
  readonly scheduleTeller: ScheduleTeller;
  /** Must be called before `start`. */
  listen(needs: {
    approvals: Approvals;
    executions: Executions;
    schedules: Schedules;
    access: Access;
    limits: Limits;
    incidents: Incidents;
  }): void;
  /** Something changed that App Home may show. */
  homesChanged(): void;
  /** Connections that are up; for readiness. */
  connected(): number;
}

export function connectSlack(options: {
  botToken: string;
  appToken: string;
  apiUrl?: string;
  /** Account and Region in words, where there is more than one. */
  where: Where;
  log: Logger;
  clock: Clock;
  /** Hears of every call that Slack answered with 429. */
  onLimited: (method: string) => void;
}): SlackLink {
  const { botToken, appToken, where, log, clock } = options;
  const clientOptions = callOptions(options.apiUrl);
  const logger = quiet(log);
  const receivers = Array.from(
    { length: connections },
    () =>
      new SocketModeReceiver({
        appToken,
        clientPingTimeout: reconnectAfterMs,
        logger,
        customPropertiesExtractor: ({ envelope_id: envelope }: { envelope_id?: unknown }) => ({ envelope }),
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
  for (const one of [app.client, client, patient, lookUps])
    one.on(webApi.WebClientEvent.RATE_LIMITED, (_seconds: number, { url }: { url: string }) => {
      options.onLimited(url.split('/').at(-1) ?? url);
    });
  let teamId = '';
  let teamUrl = '';
  let homes: Homes | undefined;
  let known: Incidents | undefined;
  /** As chat.getPermalink says it, without asking: a list has many. */
  const linkTo = ({ channel, ts }: CardRef) =>
    teamUrl === '' ? undefined : `${teamUrl}archives/${channel}/p${ts.replace('.', '')}`;
  const up = new Set<SocketModeReceiver>();
  for (const receiver of receivers) {
    receiver.client.on('connected', () => up.add(receiver));
    receiver.client.on('disconnected', () => up.delete(receiver));
    receiver.client.on('reconnecting', () => up.delete(receiver));
  }

  const arrivals = createArrivals(log);
  app.use(arrivals.middleware);
  app.error(async ({ error, body, context }: ListenerFailure) => {
    const errorId = newId('err');
    log.error({ err: error, errorId, ...envelopeIn(context) }, 'listener failed');
    const { user, channel } = placeIn(body);
    if (user !== undefined)
      await tell({ user, ...(channel !== undefined && { channel }) }, failureSentence(error, errorId));
  });
  const tell = createPrivateWords(client, log, clock);
  const directory = createDirectory({ client: lookUps, teamId: () => teamId, clock });
  const byEmail = createPeopleByEmail(lookUps);
  const groupId = (handle: string) => directory.groupId(handle);
  const mentions = createMentions({ byEmail, groupId });
  const channels = createChannels(lookUps);
  const posting = createPosting({ client: patient, channels, clock });

  const linkOf = async (incidentId: string) => {
    const ref = (await known?.get(incidentId))?.card.ref;
    return ref && linkTo(ref);
  };

  return {
    name: 'slack',
    directory,
    cards: createCards({ client: lookUps, posting, mentions, where, clock }),
    followCards: createFollowCards({ client: patient, posting, where, clock }),
    batchCards: createBatchCards({ posting, mentions, where }),
    incidentCards: createIncidentCards({
      ...{ client: patient, posting, directory, linkOf },
      calls: createCalls({ byEmail, groupId }),
    }),
    surgeCards: createSurgeCards({ posting }),
    announcer: createAnnouncer({
      client: patient,
      addressees: createAddressees({ byEmail, directory, groupId }),
    }),
    places: channels,
    scheduleTeller: createScheduleTeller({ client, posting }),
    listen({ approvals, executions, schedules, access, limits, incidents }) {
      known = incidents;
      const modals = createModals({ clock, log });
      const startModals = createStartModals({ executions, modals });
      const waitingFor = createWaiting({ approvals, access });
      const openIncidents = createOpenIncidents({ incidents, access });
      // What App Home shows, part after part.
      const parts = [
        homePart(approvalsSection(waitingFor, linkTo, where), log),
        homePart(incidentsSection(openIncidents, linkTo), log),
        homePart(runningSection(executions, where), log),
        homePart(schedulesSection(schedules), log),
      ];
      homes = createHomes({
        draw: (who) => drawHome(who, parts),
        publish: async (who, blocks) => {
          await client.views.publish({ user_id: who, view: { type: 'home', blocks: [...blocks] } });
        },
        clock,
        log,
      });
      const shared = { executions, startModals, modals, waitingFor, linkTo, where, tell, clock, log };
      listenForDecisions(app, { approvals, limits, where, tell, log });
      listenForBatches(app, { approvals, tell, log });
      listenForCommands(app, { ...shared, incidents, openIncidents, schedules, access, limits });
      listenForStarts(app, shared);
      const fileTexts = createFileTexts({ client: lookUps, botToken, apiUrl: options.apiUrl, log });
      listenForShortcuts(app, { ...shared, fileTexts });
      listenForHome(app, { homes, startModals, tell, log });
      listenForIncidents(app, { ...{ incidents, access, limits, directory, modals }, tell, clock, log });
      listenForFollows(app, { executions, where, tell, log });
    },
    async start() {
      const address = options.apiUrl ?? 'https://slack.com/api/';
      await accepted('SLACK_BOT_TOKEN', address, async () => {
        await app.init();
        const team = await client.auth.test();
        teamId = team.team_id ?? '';
        teamUrl = team.url ?? '';
      });
      for (const receiver of others) receiver.init(app);
      await accepted('SLACK_APP_TOKEN', address, () => Promise.all(receivers.map((one) => one.start())));
    },
    homesChanged: () => {
      homes?.changed();
    },
    async stop() {
      homes?.stop();
      // app.stop() does not wait for the close; the client's disconnect does.
      await Promise.all(receivers.map((receiver) => receiver.client.disconnect()));
      // What was acknowledged is finished while the store is still there: Slack sends it to nobody else.
      await arrivals.settled();
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
