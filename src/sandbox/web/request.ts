import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request, read whole. */
export interface WebRequest {
  readonly method: string;
  /** Path and query, parsed against the server's own origin. */
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Aborted when the client goes away: a waiter bound to this request must let go then. */
  readonly gone: AbortSignal;
  readonly raw: { readonly request: IncomingMessage; readonly response: ServerResponse };
}

/** What to answer. `stream` takes the response over (server-sent events). */
export type WebResponse =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body: string | Uint8Array }
  | { readonly stream: (response: ServerResponse) => void }
  /** The connection is cut without an answer. */
  | { readonly cut: true };

export type WebHandler = (request: WebRequest) => Promise<WebResponse> | WebResponse;

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): WebResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}
