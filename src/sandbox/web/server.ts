import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { CodedError, messageOf } from '../../platform/index.ts';
import { json, type WebHandler, type WebRequest, type WebResponse } from './request.ts';

/** AWS allows requests of 1 MiB and more for uploads; the sandbox stops reading at 64 MiB. */
const largestBodyBytes = 64 * 1024 * 1024;

export class PortTaken extends CodedError {
  readonly code = 'port-taken';
  readonly port: number;
  constructor(port: number, option: string, cause: unknown) {
    super(
      `Port ${port} is already in use. Stop what runs there, or choose another with --${option} N (0 picks a free one).`,
      { cause },
    );
    this.port = port;
  }
}

export interface WebServer {
  readonly port: number;
  readonly origin: string;
  stop(): Promise<void>;
}

/** Takes a connection over; false where the address is not one that can be upgraded. */
export type Upgrade = (url: URL, request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/**
 * Serves on the loopback interface only. Refuses hosts that are not this machine (DNS rebinding) and pages of other
 * origins (CSRF) with 403; programs, which send no Origin, pass.
 */
export async function serve(options: {
  port: number;
  option: string;
  handler: WebHandler;
  /** Absent where nothing can be upgraded: such a request is answered like any other. */
  upgrade?: Upgrade;
}): Promise<WebServer> {
  const server = createServer((request, response) => {
    void answer(options.handler, request, response);
  });
  server.keepAliveTimeout = 65_000;
  const { upgrade } = options;
  if (upgrade) {
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => {
        socket.destroy();
      });
      const url = urlOf(request);
      if (!isLocal(request)) refuseUpgrade(socket, 403, 'forbidden');
      else if (!url) refuseUpgrade(socket, 400, 'bad_request');
      else if (!upgrade(url, request, socket, head)) refuseUpgrade(socket, 404, 'not_found');
    });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTaken(options.port, options.option, error) : error);
    });
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  handler: WebHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (!isLocal(request)) {
      send(
        response,
        json(
          {
            ok: false,
            error: 'forbidden',
            message:
              'The sandbox answers only this machine: open it as http://127.0.0.1 or http://localhost.',
          },
          403,
        ),
      );
      return;
    }
    const body = await readBody(request);
    if (body === undefined) {
      send(
        response,
        json({ ok: false, error: 'too_large', message: `A body may hold ${largestBodyBytes} bytes.` }, 413),
      );
      return;
    }
    const url = urlOf(request);
    if (!url) {
      send(
        response,
        json({ ok: false, error: 'bad_request', message: 'That is not an address of this server.' }, 400),
      );
      return;
    }
    const read: WebRequest = {
      method: request.method ?? 'GET',
      url,
      headers: request.headers,
      body,
      gone: goneSignal(request, response),
      raw: { request, response },
    };
    send(response, await handler(read));
  } catch (error) {
    if (!response.headersSent)
      send(response, json({ ok: false, error: 'internal_error', message: messageOf(error) }, 500));
    else response.destroy();
  }
}

/** The end of the client's side is heard a few turns of the event loop before the response closes. */
function goneSignal({ socket }: IncomingMessage, response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const left = () => {
    if (!response.writableEnded) gone.abort();
  };
  socket.once('end', left);
  response.once('close', () => {
    socket.off('end', left);
    left();
  });
  return gone.signal;
}

function send(response: ServerResponse, answered: WebResponse): void {
  if ('cut' in answered) response.destroy();
  else if ('stream' in answered) answered.stream(response);
  else if (!response.destroyed) {
    const body = typeof answered.body === 'string' ? Buffer.from(answered.body) : answered.body;
    response.writeHead(answered.status, { 'content-length': body.byteLength, ...answered.headers });
    response.end(body);
  }
}

/** The address that is asked for; undefined where it is none. */
function urlOf(request: IncomingMessage): URL | undefined {
  const target = request.url ?? '/';
  const address = target.startsWith('/') ? `http://${request.headers.host ?? '127.0.0.1'}${target}` : target;
  return URL.canParse(address) ? new URL(address) : undefined;
}

function refuseUpgrade(socket: Duplex, status: number, error: string): void {
  const body = JSON.stringify({ ok: false, error });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBodyBytes) chunks.push(chunk);
  }
  return size > largestBodyBytes ? undefined : Buffer.concat(chunks);
}

/** Host and, where a browser names one, Origin must be this machine; also for WebSocket upgrades. */
function isLocal(request: IncomingMessage): boolean {
  const origin = request.headers.origin;
  if (!isLocalHost(request.headers.host ?? '')) return false;
  if (origin === undefined) return true;
  try {
    const url = new URL(origin);
    return url.protocol === 'http:' && url.host === request.headers.host;
  } catch {
    return false;
  }
}

function isLocalHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === '127.0.0.1' || name === '[::1]' || name === 'localhost' || name.endsWith('.localhost');
}
