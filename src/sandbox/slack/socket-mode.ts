import { randomInt } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { isJsonObject, newUuid, type JsonObject } from '../../platform/index.ts';
import { app } from './app.ts';
import { parseShallow } from './depth.ts';

/** Where connections are refreshed one by one, the bot gets this long to come back in between. */
const reconnectWithinMs = 6_000;
/** https://docs.slack.dev/apis/events-api/using-socket-mode */
const mostConnections = 10;

export type Delivery =
  | { readonly kind: 'acked'; readonly ackedMs: number; readonly payload: JsonObject }
  | { readonly kind: 'not-acked' };

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** Which repetition of an event an envelope carries; 0 for the first time. */
export interface Retry {
  readonly attempt: number;
  readonly reason: string;
}

export interface SocketMode {
  /** The address for one connection, as apps.connections.open gives it. */
  address(origin: string): string;
  /** Takes an upgrade of `/link`; false where the path is not ours or the ticket is unknown. */
  upgrade(url: URL, request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Sends an envelope to one of the connections. Nothing is queued for a bot that is not there. */
  deliver(type: EnvelopeType, payload: JsonObject, retry?: Retry): Promise<Delivery>;
  connections(): number;
  /** Closes the connections; one after the other where each is to come back before the next goes. */
  drop(oneByOne: boolean): number;
  waitForBot(): Promise<void>;
  stop(): void;
}

/** @param ackWithinMs how long an acknowledgement is waited for, on real time. */
export function createSocketMode(ackWithinMs: number, onChange: () => void): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open = new Set<WebSocket>();
  const waiting = new Map<string, (payload: JsonObject) => void>();
  const arrivals = new Set<() => void>();

  const connected = (socket: WebSocket) => {
    open.add(socket);
    socket.on('message', (data) => {
      const frame = parseShallow(Buffer.isBuffer(data) ? data.toString() : '');
      if (!isJsonObject(frame) || typeof frame['envelope_id'] !== 'string') return;
      waiting.get(frame['envelope_id'])?.(isJsonObject(frame['payload']) ? frame['payload'] : {});
    });
    socket.on('close', () => {
      open.delete(socket);
      onChange();
    });
    socket.on('error', () => {
      socket.terminate();
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: open.size,
        debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 3600 },
        connection_info: { app_id: app.id },
      }),
    );
    for (const arrived of arrivals) arrived();
    arrivals.clear();
    onChange();
  };
  const arrival = (withinMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      arrivals.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  const takeDown = (socket: WebSocket) => {
    if (!open.delete(socket)) return;
    socket.send(
      JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'sandbox' } }),
    );
    socket.close(1000);
  };
  const refresh = async (sockets: readonly WebSocket[]) => {
    for (const [index, socket] of sockets.entries()) {
      if (index > 0) await arrival(reconnectWithinMs);
      takeDown(socket);
    }
  };

  return {
    address(origin) {
      const ticket = newUuid();
      tickets.add(ticket);
      return `${origin.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${app.id}`;
    },
    upgrade(url, request, socket, head) {
      const ticket = url.searchParams.get('ticket') ?? '';
      if (!url.pathname.startsWith('/link') || !tickets.delete(ticket)) return false;
      server.handleUpgrade(request, socket, head, (client) => {
        if (open.size < mostConnections) {
          connected(client);
          return;
        }
        client.on('error', () => {
          client.terminate();
        });
        client.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
        client.close(1000);
      });
      return true;
    },
    deliver(type, payload, retry = { attempt: 0, reason: '' }) {
      const sockets = [...open];
      const socket = sockets[sockets.length > 1 ? randomInt(sockets.length) : 0];
      if (!socket) return Promise.resolve({ kind: 'not-acked' });
      const envelopeId = newUuid();
      const sentAt = performance.now();
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(envelopeId);
          resolve({ kind: 'not-acked' });
        }, ackWithinMs);
        waiting.set(envelopeId, (answer) => {
          clearTimeout(timer);
          waiting.delete(envelopeId);
          resolve({
            kind: 'acked',
            ackedMs: Math.round((performance.now() - sentAt) * 10) / 10,
            payload: answer,
          });
        });
        socket.send(
          JSON.stringify({
            envelope_id: envelopeId,
            type,
            accepts_response_payload: type !== 'events_api',
            payload,
            ...(type === 'events_api' && { retry_attempt: retry.attempt, retry_reason: retry.reason }),
          }),
        );
      });
    },
    connections: () => open.size,
    drop(oneByOne) {
      const sockets = [...open];
      if (oneByOne) void refresh(sockets);
      else for (const socket of sockets) takeDown(socket);
      return sockets.length;
    },
    waitForBot() {
      if (open.size > 0) return Promise.resolve();
      return new Promise((resolve) => arrivals.add(resolve));
    },
    stop() {
      for (const socket of open) socket.terminate();
      server.close();
    },
  };
}
