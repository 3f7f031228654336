import { WebSocket } from 'ws';

export interface Envelope {
  readonly envelope_id: string;
  readonly type: string;
  readonly accepts_response_payload: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
}

/** What the app answers to an envelope; undefined leaves it unanswered. */
type Reply = (envelope: Envelope) => Readonly<Record<string, unknown>> | undefined;

/** An app on Socket Mode that keeps what it gets, and acknowledges as told. */
export interface TestApp {
  readonly envelopes: Envelope[];
  readonly disconnects: string[];
  /** The payload of the newest envelope. */
  last(): Envelope['payload'];
  answers(reply: Reply): void;
  isOpen(): boolean;
  close(): void;
}

/** Resolves when Slack has said hello. */
export async function connectApp(origin: string, token: string): Promise<TestApp> {
  const opened = await fetch(`${origin}/api/apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const { url } = (await opened.json()) as { url: string };
  const socket = new WebSocket(url);
  const envelopes: Envelope[] = [];
  const disconnects: string[] = [];
  let reply: Reply = () => ({});
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Envelope & { reason?: string };
      if (frame.type === 'hello') resolve();
      else if (frame.type === 'disconnect') {
        disconnects.push(frame.reason ?? '');
        resolve();
      } else {
        envelopes.push(frame);
        const payload = reply(frame);
        if (payload !== undefined) socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload }));
      }
    });
  });
  return {
    envelopes,
    disconnects,
    last: () => envelopes.at(-1)?.payload ?? {},
    answers(next) {
      reply = next;
    },
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close() {
      socket.terminate();
    },
  };
}
