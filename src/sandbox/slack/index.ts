import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  isJsonObject,
  silentLogger,
  type Clock,
  type JsonObject,
  type Logger,
} from '../../platform/index.ts';
import type { CallLog } from '../knobs/calls.ts';
import type { Faults } from '../knobs/faults.ts';
import type { Holds } from '../knobs/holds.ts';
import { json, type WebRequest, type WebResponse } from '../web/request.ts';
import { parseShallow } from './depth.ts';
import { changeWorld, doors, sights, type DoorNeeds } from './doors/index.ts';
import { createEvents } from './events.ts';
import { filesDoor, privateFilesDoor } from './files-door.ts';
import type { Manifest } from './manifest.ts';
import type { MethodContext, Methods } from './method.ts';
import { methods } from './methods/index.ts';
import { createRateLimits } from './rate-limit.ts';
import { createResponseUrls } from './response-urls.ts';
import { SlackError } from './slack-error.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { createTriggers } from './triggers.ts';
import { answerMethod } from './web-api.ts';
import { createWorkspace, type Change, type Seeds } from './workspace.ts';

export type { Manifest } from './manifest.ts';
export type { Seeds } from './workspace.ts';

export interface LocalSlack {
  /** Undefined where the path is not Slack's. */
  handler(request: WebRequest): Promise<WebResponse | undefined>;
  upgrade(url: URL, request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  readonly tokens: { readonly bot: string; readonly app: string };
  connections(): number;
  reset(): void;
  stop(): void;
}

const tokens = { bot: 'xoxb-sandbox-signalbox', app: 'xapp-sandbox-signalbox' };

/** How long Slack waits for an acknowledgement, and lets a trigger_id open a modal. https://docs.slack.dev/interactivity/handling-user-interaction */
const answerWithinSeconds = 3;

/** Answers of a door that are not 200; the others say `"ok":false` in the body alone. */
const statusOf: Readonly<Record<string, number>> = { invalid_body: 400, method_not_allowed: 405 };

export function createLocalSlack(needs: {
  clock: Clock;
  faults: Faults;
  calls: CallLog;
  holds: Holds;
  manifest: Manifest;
  seeds: Seeds;
  origin: () => string;
  /** Other than Slack's 3, for a bot on a machine that has much else to do. */
  answerWithinSeconds?: number;
  log?: Logger;
}): LocalSlack {
  const { clock, manifest, seeds } = needs;
  const answerWithinMs = (needs.answerWithinSeconds ?? answerWithinSeconds) * 1000;
  const watchers = new Set<ServerResponse>();
  const changed = (change: Change) => {
    for (const watcher of watchers) watcher.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  };
  const socket = createSocketMode(answerWithinMs, () => {
    changed({ kind: 'bot' });
  });
  const events = createEvents({ socket, clock, manifest });
  const newWorkspace = () =>
    createWorkspace(seeds, clock, {
      changed,
      happened: (what, world) => {
        events.happened(what, world);
      },
    });
  let workspace = newWorkspace();
  const triggers = createTriggers(clock, answerWithinMs);
  const responseUrls = createResponseUrls(() => workspace, clock);
  const limits = createRateLimits(clock);
  const api = {
    ...needs,
    methods: { ...methods, ...connectionMethods(socket) },
    tokens,
    scopes: manifest.scopes,
    limits,
    log: needs.log ?? silentLogger(),
  };
  const context = (): MethodContext => ({
    workspace,
    clock,
    triggers,
    origin: needs.origin(),
    scopes: manifest.scopes,
    homeTab: manifest.homeTab,
  });
  const doorNeeds = (): DoorNeeds => ({
    workspace,
    socket,
    events,
    triggers,
    responseUrls,
    origin: needs.origin(),
    manifest,
    nowSeconds: () => Math.floor(clock.now() / 1000),
  });

  const door = async (name: string, request: WebRequest): Promise<WebResponse | undefined> => {
    const sight = Object.hasOwn(sights, name) ? sights[name] : undefined;
    const act = Object.hasOwn(doors, name) ? doors[name] : undefined;
    if (!sight && !act && name !== 'change' && name !== 'drop-socket') return undefined;
    const verb = sight ? 'GET' : 'POST';
    if (request.method !== verb)
      throw new SlackError('method_not_allowed', { message: `/sandbox/${name} takes ${verb}.` });
    if (sight) return json(sight(request.url.searchParams, workspace));
    const body = bodyIn(request);
    if (name === 'drop-socket') return json({ ok: true, dropped: socket.drop(body['one_by_one'] === true) });
    if (name === 'change') {
      changeWorld(body, workspace);
      return json({ ok: true });
    }
    return json({ ok: true, ...(await act?.(body, doorNeeds())) });
  };

  return {
    tokens,
    async handler(request) {
      const [, first, second = ''] = request.url.pathname.split('/');
      try {
        if (first === 'api') return await answerMethod(second, request, context(), api);
        if (first === 'response') return responseUrls.answer(request);
        if (first === 'files') return filesDoor(request, workspace);
        if (first === 'files-pri')
          return privateFilesDoor(request, workspace, { token: tokens.bot, scopes: manifest.scopes });
        if (first !== 'sandbox') return undefined;
        if (second === 'stream') return { stream: watch };
        return await door(second, request);
      } catch (error) {
        if (!(error instanceof SlackError)) throw error;
        return json({ ok: false, error: error.code, ...error.more }, statusOf[error.code] ?? 200);
      }
    },
    upgrade: (url, request, client, head) => socket.upgrade(url, request, client, head),
    connections: () => socket.connections(),
    reset() {
      workspace = newWorkspace();
      events.clear();
      triggers.clear();
      responseUrls.clear();
      limits.clear();
      for (const kind of ['people', 'channel'] as const) changed({ kind });
    },
    stop() {
      events.clear();
      for (const watcher of watchers) watcher.end();
      socket.stop();
    },
  };

  function watch(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    watchers.add(response);
    response.on('close', () => watchers.delete(response));
  }
}

function connectionMethods(socket: SocketMode): Methods {
  return {
    'apps.connections.open': {
      scopes: [],
      token: 'app',
      perMinute: 60,
      run: (_args, { origin }) => ({ url: socket.address(origin) }),
    },
  };
}

function bodyIn(request: WebRequest): JsonObject {
  const body = request.body.length === 0 ? {} : parseShallow(request.body.toString());
  if (isJsonObject(body)) return body;
  throw new SlackError('invalid_body', { message: 'The body must be a JSON object.' });
}
