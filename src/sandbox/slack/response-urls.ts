import { isJsonObject, newUuid, type Clock, type JsonObject } from '../../platform/index.ts';
import { json, type WebRequest, type WebResponse } from '../web/request.ts';
import { app } from './app.ts';
import { parseShallow } from './depth.ts';
import { attachmentsIn, bodyOf, metadataIn } from './message-body.ts';
import { newMessage, rewriteMessage, wireMessage, type Message } from './message.ts';
import { withoutNulls } from './objects-in.ts';
import { SlackError } from './slack-error.ts';
import { threadFor } from './thread.ts';
import type { Workspace } from './workspace.ts';

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
  clear(): void;
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
      if (request.method !== 'POST') return json({ ok: false, error: 'method_not_allowed' }, 405);
      const found = made.get(request.url.pathname.split('/').at(-1) ?? '');
      if (!found || clock.now() - found.at > livesMs) return json({ ok: false, error: 'expired_url' }, 404);
      if (found.left <= 0) return json({ ok: false, error: 'used_url' }, 404);
      const body = parseShallow(request.body.toString());
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
    clear() {
      made.clear();
    },
  };
}

/**
 * What an app says to a command or a button: a message for one person, or for the channel. A command has no message
 * that could be replaced: then a new one appears. @throws {SlackError}
 */
export function respond(workspace: Workspace, from: Origin, said: JsonObject): void {
  const body = withoutNulls(said);
  const pressed = from.ts === undefined ? undefined : workspace.find(from.channel, from.ts);
  if (pressed && body['delete_original'] === true) {
    workspace.remove(pressed, wireMessage(pressed, workspace));
    return;
  }
  if (pressed && body['replace_original'] === true) {
    replace(workspace, pressed, body);
    return;
  }
  const channel = workspace.channels.get(from.channel);
  if (!channel) throw new SlackError('channel_not_found');
  if (channel.archived) throw new SlackError('is_archived');
  const threadTs = typeof body['thread_ts'] === 'string' ? body['thread_ts'] : pressed?.threadTs;
  const metadata = body['metadata'] === undefined ? undefined : metadataIn(body['metadata']);
  workspace.post(
    newMessage({
      ...bodyOf(body),
      ...(metadata && { metadata }),
      ...threadFor(workspace, channel, threadTs),
      ts: workspace.newTs(),
      channel: from.channel,
      user: app.userId,
      ...(body['response_type'] !== 'in_channel' && { viewer: from.user }),
    }),
  );
}

function replace(workspace: Workspace, pressed: Message, body: JsonObject): void {
  const before = wireMessage(pressed, workspace);
  const attachments =
    body['attachments'] === undefined ? pressed.attachments : attachmentsIn(body['attachments']);
  rewriteMessage(pressed, { ...bodyOf(body), attachments });
  workspace.changed({
    kind: pressed.viewer === undefined ? 'message' : 'ephemeral',
    channel: pressed.channel,
    ts: pressed.ts,
    ...(pressed.viewer !== undefined && { user: pressed.viewer }),
  });
  if (pressed.viewer === undefined) workspace.happened({ kind: 'edited', message: pressed, before });
}
