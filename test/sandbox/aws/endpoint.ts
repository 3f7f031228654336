import { createShiftableClock, type JsonObject, type ShiftableClock } from '../../../src/platform/index.ts';
import { createLocalAws, type FunctionRunner, type LocalAws } from '../../../src/sandbox/aws/index.ts';
import { createCallLog, type Call } from '../../../src/sandbox/knobs/calls.ts';
import { createFaults, type Faults } from '../../../src/sandbox/knobs/faults.ts';
import { createHolds } from '../../../src/sandbox/knobs/holds.ts';
import { serve } from '../../../src/sandbox/web/server.ts';

export interface Endpoint {
  readonly origin: string;
  readonly clock: ShiftableClock;
  readonly faults: Faults;
  calls(): readonly Call[];
  settled(): Promise<void>;
  /** What is there from the start of a sandbox. */
  seed(): Promise<void>;
  noteCall: LocalAws['noteCall'];
  /** A request signed for this service. */
  request(service: string, path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

/** The whole account behind a real server. */
export async function openEndpoint(functions: Partial<FunctionRunner> = {}): Promise<Endpoint> {
  const clock = createShiftableClock({ frozenAt: Date.parse('2026-01-02T03:04:05Z') });
  const faults = createFaults();
  const calls = createCallLog();
  const aws = createLocalAws({
    clock,
    faults,
    calls,
    holds: createHolds(),
    botAccessKeyId: 'bot',
    origin: () => server.origin,
    functions: {
      names: () => [],
      has: () => false,
      invoke: () => Promise.resolve({ ok: true, payload: null }),
      ...functions,
    },
  });
  const server = await serve({ port: 0, option: 'aws-port', handler: aws.handler });
  return {
    origin: server.origin,
    clock,
    faults,
    calls: () => calls.list('aws'),
    settled: () => aws.settled(),
    seed: () => aws.seed({ machines: [], activities: [] }),
    noteCall: aws.noteCall,
    request: (service, path, init = {}) =>
      fetch(`${server.origin}${path}`, {
        ...init,
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=tester/20260102/us-east-1/${service}/aws4_request`,
          ...(init.headers as Record<string, string> | undefined),
        },
      }),
    async stop() {
      aws.reset();
      await server.stop();
    },
  };
}

export async function jsonBody(response: Response): Promise<JsonObject> {
  return (await response.json()) as JsonObject;
}
