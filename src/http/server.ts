import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { CodedError, messageOf, type Part } from '../platform/index.ts';

export interface HttpNeeds {
  /** 0 picks a free port. */
  readonly port: number;
  readonly host: string;
  readonly ready: () => { readonly ready: boolean; readonly because?: string };
  readonly metrics: Registry;
}

class HttpNotStarted extends CodedError {
  readonly code = 'http-not-started';
}

/** `/live`, `/ready` and `/metrics`, for whatever keeps the bot running. */
export function createHttp(needs: HttpNeeds): Part & { readonly port: () => number } {
  let server: Server | undefined;
  const answer = async (path: string, response: ServerResponse) => {
    switch (path) {
      case '/live':
        send(response, 200, 'alive\n');
        return;
      case '/ready': {
        const { ready, because } = needs.ready();
        send(response, ready ? 200 : 503, ready ? 'ready\n' : `not ready: ${because ?? 'starting'}\n`);
        return;
      }
      case '/metrics':
        send(response, 200, await needs.metrics.metrics(), needs.metrics.contentType);
        return;
      default:
        send(response, 404, 'There is /live, /ready and /metrics.\n');
    }
  };
  return {
    name: 'http',
    start: () =>
      new Promise((resolve, reject) => {
        server = createServer((request, response) => {
          const path = (request.url ?? '/').split('?')[0] ?? '/';
          answer(path, response).catch((error: unknown) => {
            send(response, 500, `${messageOf(error)}\n`);
          });
        });
        server.once('error', (error: NodeJS.ErrnoException) => {
          const what = `Health and metrics cannot listen on ${needs.host}, port ${String(needs.port)}`;
          const why = error.code === 'EADDRINUSE' ? 'it is in use by another program' : error.message;
          const remedy = 'Change SIGNALBOX_HTTP_PORT or SIGNALBOX_HTTP_HOST.';
          reject(new HttpNotStarted(`${what}: ${why}. ${remedy}`, { cause: error }));
        });
        server.listen(needs.port, needs.host, resolve);
      }),
    stop: () =>
      new Promise((resolve) => {
        if (!server) {
          resolve();
          return;
        }
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
    port() {
      const address = server?.address();
      return typeof address === 'object' && address ? address.port : needs.port;
    },
  };
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
