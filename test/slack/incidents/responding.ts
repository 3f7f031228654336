import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Incident, IncidentOutcome, IncidentPress, Incidents } from '../../../src/incidents/index.ts';
import { createShiftableClock, silentLogger } from '../../../src/platform/index.ts';
import { createChannels } from '../../../src/slack/channels.ts';
import { createDirectory } from '../../../src/slack/directory.ts';
import {
  createCalls,
  createIncidentCards,
  createSurgeCards,
  listenForIncidents,
} from '../../../src/slack/incidents/index.ts';
import { createModals } from '../../../src/slack/modals.ts';
import { createPosting } from '../../../src/slack/posting.ts';
import { createPrivateWords } from '../../../src/slack/private-words.ts';
import {
  allScopes,
  openLocalSlack,
  until,
  type Fields,
  type Shown,
} from '../../sandbox/slack/local-slack.ts';
import { monday } from '../../contracts/records.ts';
import { incident } from './an-incident.ts';

export const responder = 'U0APPROVER';
export const stranger = 'U0REQUESTER';
export const incidentsChannel = 'C0INCIDENTS';

export interface View {
  readonly id: string;
  readonly callback_id?: string;
  readonly title: { readonly text: string };
  readonly blocks: readonly Fields[];
}

/** Cards and listeners of incidents, with Bolt, against the local Slack; the records are in memory, and only `responder` may respond. */
export async function openResponding() {
  const slack = await openLocalSlack({
    scopes: allScopes,
    shortcuts: [{ callback_id: 'add_to_incident', type: 'message' }],
  });
  const log = silentLogger();
  const clock = createShiftableClock({ frozenAt: monday });
  const presses: IncidentPress[] = [];
  const records = new Map<string, Incident>();
  const world = { outcome: undefined as IncidentOutcome | undefined };
  const incidents: Incidents = {
    take: async () => undefined,
    async press(press) {
      presses.push(press);
      if (world.outcome) return world.outcome;
      if (press.who !== responder) return { kind: 'refused', sentence: 'You may not respond <here>.' };
      const found = records.get(press.incidentId) ?? incident();
      const next = { ...found, state: { kind: 'acknowledged' as const, by: press.who, at: monday } };
      records.set(next.id, next);
      return { kind: 'accepted', incident: next, sentence: 'Done.' };
    },
    get: async (id) => records.get(id),
    find: async (name) => [...records.values()].find(({ id }) => id.endsWith(name)),
    open: async () => [...records.values()].filter(({ state }) => state.kind !== 'resolved'),
  };
  const clientOptions = { slackApiUrl: `${slack.origin}/api/` };
  const receiver = new SocketModeReceiver({
    appToken: slack.sandbox.env['SLACK_APP_TOKEN'] ?? '',
    installerOptions: { clientOptions },
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    ...{ receiver, clientOptions, convoStore: false as const, logLevel: LogLevel.ERROR },
    token: slack.sandbox.env['SLACK_BOT_TOKEN'] ?? '',
  });
  const { client } = app;
  const posting = createPosting({ client, channels: createChannels(client), clock });
  const directory = createDirectory({ client, teamId: () => 'T0SANDBOX', clock });
  const verdict = async (who: string) => ({ allowed: who === responder, because: 'no rule names you' });
  listenForIncidents(app, {
    incidents,
    access: {
      may: verdict,
      demand: verdict,
      rightsOf: async () => {
        throw new Error('not asked here');
      },
    },
    limits: { onCommand: () => undefined, onPress: () => undefined, onPressRefused: () => undefined },
    directory,
    modals: createModals({ clock, log }),
    tell: createPrivateWords(client, log, clock),
    clock,
    log,
  });
  const cards = createIncidentCards({
    client,
    posting,
    directory,
    calls: createCalls({ byEmail: async () => undefined, groupId: (handle) => directory.groupId(handle) }),
    linkOf: async () => undefined,
  });

  beforeAll(async () => {
    await app.start();
  });
  beforeEach(async () => {
    await clock.advance(60_000);
    presses.length = 0;
    records.clear();
    world.outcome = undefined;
  });
  afterAll(async () => {
    // app.stop() does not wait for the close.
    await receiver.client.disconnect();
    await slack.stop();
  });

  const messages = () => slack.messages(incidentsChannel, responder);
  return {
    ...{ slack, cards, surgeCards: createSurgeCards({ posting }), presses, world, clock, messages, until },
    /** Keeps the record and shows its card. */
    async shown(more: Partial<Incident> = {}, plan: Partial<Incident['plan']> = {}): Promise<Incident> {
      const one = incident({ id: `inc_${String(records.size)}${String(clock.now())}`, ...more }, plan);
      const outcome = await cards.show(one, { mayBePosted: false });
      if (outcome.kind !== 'shown') throw new Error(`not shown: ${JSON.stringify(outcome)}`);
      const kept = { ...one, card: { ref: outcome.ref, digest: outcome.digest } };
      records.set(kept.id, kept);
      return kept;
    },
    keep: (one: Incident) => records.set(one.id, one),
    cardOf: async ({ card }: Incident): Promise<Shown> => {
      const found = (await messages()).find(({ ts }) => ts === card.ref?.ts);
      if (!found) throw new Error('no card');
      return found;
    },
    click: (user: string, { card }: Incident, action_id: string, value?: string) =>
      slack.post('click', {
        ...{ user, channel: card.ref?.channel, ts: card.ref?.ts, action_id },
        ...(value !== undefined && { value }),
      }),
    inModal: (user: string, view: View, action_id: string, value?: string) =>
      slack.post('click', { user, view_id: view.id, action_id, ...(value !== undefined && { value }) }),
    modal: (user = responder, fits: (view: View) => boolean = () => true) =>
      until(async () => {
        const { modal } = await slack.get<{ modal: View | null }>(`views?user=${user}`);
        return modal && fits(modal) ? modal : undefined;
      }),
    pressed: () => until(() => presses.at(-1)),
    /** What only this person was told, with these words in it. */
    privately: (user: string, words: string) =>
      until(async () =>
        (await slack.messages(incidentsChannel, user)).find(
          (message) => message['ephemeral'] === user && message.text.includes(words),
        ),
      ),
  };
}
