import { messageShortcutPayload, shortcutPayload } from '../payloads.ts';
import { checkScope } from '../scope.ts';
import { SlackError } from '../slack-error.ts';
import { optional, text } from './body.ts';
import { interact, type Door } from './door.ts';
import { channelIn, messageIn, typistIn } from './place.ts';

/** A global shortcut, or with channel and ts one of a message. */
export const shortcut: Door = async (body, needs) => {
  const { workspace, manifest } = needs;
  const user = typistIn(body, workspace);
  const callbackId = text(body, 'callback_id');
  checkScope(['commands'], needs.manifest.scopes);
  const onMessage = optional(body, 'channel') !== undefined || optional(body, 'ts') !== undefined;
  const type = onMessage ? 'message' : 'global';
  if (!manifest.shortcuts.some((known) => known.callbackId === callbackId && known.type === type))
    throw new SlackError('unknown_shortcut', {
      message: `The manifest has no ${type} shortcut "${callbackId}".`,
    });
  const from = { user, callbackId, triggerId: needs.triggers.make(user), at: workspace.newTs() };
  if (!onMessage) {
    const { ackedMs } = await interact(shortcutPayload(workspace, from), needs);
    return { acked_ms: ackedMs };
  }
  const channel = channelIn(body, workspace, user);
  const message = messageIn(body, workspace, channel, user);
  const responseUrl = needs.responseUrls.make(needs.origin, { user, channel: channel.id, ts: message.ts });
  const payload = messageShortcutPayload(workspace, { ...from, channel, message, responseUrl });
  const { ackedMs } = await interact(payload, needs);
  return { acked_ms: ackedMs };
};
