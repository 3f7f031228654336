import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callOptions } from '../../src/slack/call-options.ts';

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Slack's Web API as a test wants it to answer; `close` it afterwards. */
export async function slackServer(answerTo: (method: string) => Answer) {
  const calls: string[] = [];
  const server: Server = createServer((request, response) => {
    request.resume();
    const method = request.url?.slice('/api/'.length) ?? '';
    calls.push(method);
    const { status = 200, headers = {}, body } = answerTo(method);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    /** Methods called so far. */
    calls,
    options: callOptions(`http://127.0.0.1:${String(port)}/api/`),
    close: () => server.close(),
  };
}
