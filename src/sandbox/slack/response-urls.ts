import { isJsonObject, newUuid, parseJson, type Clock, type JsonObject } from '../../platform/index.ts';
import { json, type WebRequest, type WebResponse } from '../web/request.ts';
import { bodyOf, replaceWith } from './methods/chat.ts';
import { SlackError } from './slack-error.ts';
import { app, type Message, type Workspace } from './workspace.ts';

/** Five uses within 30 minutes. https://docs.slack.dev/interactivity/handling-user-interaction */
const uses = 5;
const livesMs = 30 * 60_000;

interface Origin {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed; a command has none. */
  readonly ts?: string;
}

export interface ResponseUrls {
  make(origin: string, from: Origin): string;
  answer(request: WebRequest): WebResponse;
}

export function createResponseUrls(workspace: () => Workspace, clock: Clock): ResponseUrls {
  const made = new Map<string, { from: Origin; at: number; left: number }>();
  return {
    make(origin, from) {
      const id = newUuid();
      made.set(id, { from, at: clock.now(), left: uses });
      return `${origin}/response/${id}`;
    },
    answer(request) {
      const found = made.get(request.url.pathname.split('/').at(-1) ?? '');
      if (!found || clock.now() - found.at > livesMs) return json({ ok: false, error: 'expired_url' }, 404);
      if (found.left <= 0) return json({ ok: false, error: 'used_url' }, 404);
      const body = parseJson(request.body.toString());
      if (!isJsonObject(body)) return json({ ok: false, error: 'invalid_payload' }, 400);
      found.left -= 1;
      try {
        respond(workspace(), found.from, body);
        return json({ ok: true });
      } catch (error) {
        if (error instanceof SlackError) return json({ ok: false, error: error.code, ...error.more }, 400);
        throw error;
      }
    },
  };
}

/** What an app says to a command or a button: a message for one person, or for the channel. @throws {SlackError} */
export function respond(workspace: Workspace, from: Origin, body: JsonObject): void {
  const pressed = from.ts === undefined ? undefined : workspace.find(from.channel, from.ts);
  if (pressed && body['delete_original'] === true) {
    workspace.messages.splice(workspace.messages.indexOf(pressed), 1);
    workspace.changed({ kind: 'message_deleted', channel: from.channel, ts: pressed.ts });
    return;
  }
  if (pressed && body['replace_original'] === true) {
    replaceWith(pressed, body);
    workspace.changed({ kind: 'message', channel: from.channel, ts: pressed.ts });
    return;
  }
  const threadTs = typeof body['thread_ts'] === 'string' ? body['thread_ts'] : pressed?.threadTs;
  const message: Message = {
    ...bodyOf(body),
    ts: workspace.newTs(),
    channel: from.channel,
    user: app.userId,
    ...(threadTs !== undefined && { threadTs }),
    ...(body['response_type'] !== 'in_channel' && { viewer: from.user }),
    files: [],
    edited: false,
    earlier: [],
  };
  workspace.messages.push(message);
  workspace.changed({
    kind: message.viewer === undefined ? 'message' : 'ephemeral',
    channel: from.channel,
    ts: message.ts,
    user: from.user,
  });
}
