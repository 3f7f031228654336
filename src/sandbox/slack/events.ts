import { newUuid, type Clock, type JsonObject, type Timer } from '../../platform/index.ts';
import { app } from './app.ts';
import { eventPayload, eventsOf, type SlackEvent } from './event-payloads.ts';
import type { Manifest } from './manifest.ts';
import type { Delivery, SocketMode } from './socket-mode.ts';
import type { Happening, Workspace } from './workspace.ts';

/** An event that is not acknowledged comes again: at once, after a minute, after five. https://docs.slack.dev/apis/events-api */
const retriesAfterMs = [0, 60_000, 300_000];

/** Scopes without which Slack does not tell of an event, by subscription. */
const scopeFor: Readonly<Record<string, string>> = {
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  app_mention: 'app_mentions:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  channel_archive: 'channels:read',
  channel_unarchive: 'channels:read',
  group_archive: 'groups:read',
  group_unarchive: 'groups:read',
};

export interface Events {
  /** Tells the app, where the manifest asks for it; undefined where it does not. Retries are not waited for. */
  send(event: SlackEvent, workspace: Workspace): Promise<Delivery> | undefined;
  happened(happening: Happening, workspace: Workspace): void;
  /** Forgets what would still be sent again. */
  clear(): void;
}

export function createEvents(needs: { socket: SocketMode; clock: Clock; manifest: Manifest }): Events {
  const { socket, clock, manifest } = needs;
  const waiting = new Set<Timer>();
  let round = 0;

  const again = (payload: JsonObject, attempt: number, of: number) => {
    const delayMs = retriesAfterMs[attempt - 1];
    if (delayMs === undefined || of !== round) return;
    const timer = clock.after(delayMs, () => {
      waiting.delete(timer);
      void socket.deliver('events_api', payload, { attempt, reason: 'timeout' }).then((delivery) => {
        if (delivery.kind === 'not-acked') again(payload, attempt + 1, of);
      });
    });
    waiting.add(timer);
  };
  const wanted = ({ subscription, channel }: SlackEvent) => {
    const scope = scopeFor[subscription];
    return (
      manifest.events.includes(subscription) &&
      (scope === undefined || manifest.scopes.includes(scope)) &&
      (channel === undefined || channel.members.has(app.userId))
    );
  };
  const send: Events['send'] = (event, workspace) => {
    if (!wanted(event)) return undefined;
    const eventId = `Ev${newUuid().replaceAll('-', '').slice(0, 10).toUpperCase()}`;
    const payload = eventPayload(workspace, event, eventId, Math.floor(clock.now() / 1000));
    const of = round;
    return socket.deliver('events_api', payload).then((delivery) => {
      if (delivery.kind === 'not-acked') again(payload, 1, of);
      return delivery;
    });
  };
  return {
    send,
    happened(happening, workspace) {
      if (manifest.events.length === 0) return;
      for (const event of eventsOf(happening, workspace, workspace.newTs())) void send(event, workspace);
    },
    clear() {
      round += 1;
      for (const timer of waiting) timer.cancel();
      waiting.clear();
    },
  };
}
