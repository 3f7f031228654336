import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  isJsonObject,
  parseJson,
  silentLogger,
  type Clock,
  type JsonObject,
  type Logger,
} from '../../platform/index.ts';
import type { CallLog } from '../knobs/calls.ts';
import type { Faults } from '../knobs/faults.ts';
import type { Holds } from '../knobs/holds.ts';
import { json, type WebRequest, type WebResponse } from '../web/request.ts';
import { doors } from './doors.ts';
import type { MethodContext, Methods } from './method.ts';
import { chat } from './methods/chat.ts';
import { files } from './methods/files.ts';
import { lookUps } from './methods/look-ups.ts';
import { views } from './methods/views.ts';
import { createRateLimits } from './rate-limit.ts';
import { createResponseUrls } from './response-urls.ts';
import { changeWorld, sights } from './sights.ts';
import { SlackError } from './slack-error.ts';
import { createSocketMode } from './socket-mode.ts';
import { createTriggers } from './triggers.ts';
import { answerMethod } from './web-api.ts';
import { createWorkspace, type Change, type Seeds } from './workspace.ts';

export type { Seeds } from './workspace.ts';

/** What the sandbox reads of manifest.yml. */
export interface Manifest {
  readonly scopes: readonly string[];
  /** With their slash. */
  readonly commands: readonly string[];
}

export interface LocalSlack {
  /** Undefined where the path is not Slack's. */
  handler(request: WebRequest): Promise<WebResponse | undefined>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  readonly tokens: { readonly bot: string; readonly app: string };
  connections(): number;
  waitForBot(): Promise<void>;
  reset(): void;
  stop(): void;
}

const tokens = { bot: 'xoxb-sandbox-signalbox', app: 'xapp-sandbox-signalbox' };

export function createLocalSlack(needs: {
  clock: Clock;
  faults: Faults;
  calls: CallLog;
  holds: Holds;
  manifest: Manifest;
  seeds: Seeds;
  origin: () => string;
  log?: Logger;
}): LocalSlack {
  const { clock, manifest, seeds } = needs;
  const log = needs.log ?? silentLogger();
  const watchers = new Set<ServerResponse>();
  const changed = (change: Change) => {
    for (const watcher of watchers) watcher.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  };
  const socket = createSocketMode(() => {
    changed({ kind: 'bot' });
  });
  let workspace = createWorkspace(seeds, clock, changed);
  const triggers = createTriggers(clock);
  const responseUrls = createResponseUrls(() => workspace, clock);
  const limits = createRateLimits(clock);
  const methods: Methods = {
    ...chat,
    ...lookUps,
    ...views,
    ...files,
    'apps.connections.open': {
      scopes: [],
      token: 'app',
      perMinute: 60,
      run: (_args, { origin }) => ({ url: socket.address(origin) }),
    },
  };
  const context = (): MethodContext => ({ workspace, clock, triggers, origin: needs.origin() });
  const api = { ...needs, methods, tokens, scopes: manifest.scopes, limits, log };

  const door = async (name: string, request: WebRequest): Promise<WebResponse | undefined> => {
    const sight = Object.hasOwn(sights, name) ? sights[name] : undefined;
    if (sight && request.method === 'GET') return json(sight(request.url.searchParams, workspace));
    if (request.method !== 'POST') return undefined;
    const act = Object.hasOwn(doors, name) ? doors[name] : undefined;
    if (!act && name !== 'change' && name !== 'drop-socket') return undefined;
    const body = bodyIn(request);
    if (name === 'drop-socket') return json({ ok: true, dropped: socket.refresh() });
    if (name === 'change') {
      changeWorld(body, workspace);
      return json({ ok: true });
    }
    const { commands } = manifest;
    return json({
      ok: true,
      ...(await act?.(body, { workspace, socket, triggers, responseUrls, origin: needs.origin(), commands })),
    });
  };

  return {
    tokens,
    async handler(request) {
      const [, first, second = '', third] = request.url.pathname.split('/');
      try {
        if (first === 'api') return await answerMethod(second, request, context(), api);
        if (first === 'response') return responseUrls.answer(request);
        if (first === 'files') return fileAnswer(second, third, request);
        if (first !== 'sandbox') return undefined;
        if (second === 'stream') return { stream: watch };
        return await door(second, request);
      } catch (error) {
        if (error instanceof SlackError) return json({ ok: false, error: error.code, ...error.more });
        throw error;
      }
    },
    upgrade: (request, client, head) => socket.upgrade(request, client, head),
    connections: () => socket.connections(),
    waitForBot: () => socket.waitForBot(),
    reset() {
      workspace = createWorkspace(seeds, clock, changed);
      limits.clear();
      for (const kind of ['people', 'channel'] as const) changed({ kind });
    },
    stop() {
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

  function fileAnswer(id: string, name: string | undefined, request: WebRequest): WebResponse {
    if (id === 'upload') {
      const file = workspace.files.get(name ?? '');
      if (!file || request.method !== 'POST') return json({ ok: false, error: 'file_not_found' }, 404);
      file.content = uploadedBytes(request);
      return { status: 200, body: `OK - ${String(file.content.length)}` };
    }
    const file = workspace.files.get(id);
    if (!file) return json({ ok: false, error: 'file_not_found' }, 404);
    const type = /\.png$/i.test(file.name) ? 'image/png' : 'application/octet-stream';
    return {
      status: 200,
      headers: { 'content-type': type, 'x-content-type-options': 'nosniff' },
      body: file.content,
    };
  }
}

/** The bytes of an upload: the body itself, or the one part of a form. */
function uploadedBytes(request: WebRequest): Buffer {
  const boundary = /boundary="?([^";]+)"?/.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return request.body;
  const from = request.body.indexOf('\r\n\r\n') + 4;
  const to = request.body.indexOf(`\r\n--${boundary}`, from);
  return request.body.subarray(from, to < 0 ? undefined : to);
}

function bodyIn(request: WebRequest): JsonObject {
  const body = request.body.length === 0 ? {} : parseJson(request.body.toString());
  if (isJsonObject(body)) return body;
  throw new SlackError('invalid_body', { message: 'The body must be a JSON object.' });
}
