import type { JsonObject } from '../../../platform/index.ts';
import type { Events } from '../events.ts';
import type { Manifest } from '../manifest.ts';
import type { ResponseUrls } from '../response-urls.ts';
import { SlackError } from '../slack-error.ts';
import type { Delivery, SocketMode } from '../socket-mode.ts';
import type { Triggers } from '../triggers.ts';
import type { Workspace } from '../workspace.ts';

export interface DoorNeeds {
  readonly workspace: Workspace;
  readonly socket: SocketMode;
  readonly events: Events;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly origin: string;
  readonly manifest: Manifest;
  /** Seconds since the epoch. */
  readonly nowSeconds: () => number;
}

/** Something that a person does in Slack; bodies and answers are the contract. */
export type Door = (body: JsonObject, needs: DoorNeeds) => Promise<JsonObject> | JsonObject;

type Acked = Extract<Delivery, { kind: 'acked' }>;

export function acked(delivery: Delivery): Acked {
  if (delivery.kind === 'acked') return delivery;
  throw new SlackError('operation_timed_out');
}

/** Sends what a person did with a button, a modal or a shortcut. @throws {SlackError} */
export async function interact(payload: JsonObject, { socket, manifest }: DoorNeeds): Promise<Acked> {
  if (!manifest.interactive)
    throw new SlackError('interactivity_disabled', {
      message: 'This app is not configured to handle interactive responses.',
    });
  return acked(await socket.deliver('interactive', payload));
}

/** Does what an acknowledgement says. What Slack cannot make sense of, it tells the person as a failed dispatch. */
export function taken<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    throw new SlackError('dispatch_failed', {
      message: 'The app answered with something that Slack does not take.',
      ...error.more,
      because: error.code,
    });
  }
}
