import type { Channel } from './channel.ts';
import type { Message } from './message.ts';
import { SlackError } from './slack-error.ts';
import type { Workspace } from './workspace.ts';

/**
 * The thread that a new reply belongs to: a reply to a reply goes to its parent.
 * @throws {SlackError} where nothing that can be replied to stands there; ephemeral messages are not kept by Slack
 */
export function threadFor(
  workspace: Workspace,
  channel: Channel,
  ts: string | undefined,
): Pick<Message, 'threadTs'> {
  if (ts === undefined) return {};
  const found = workspace.find(channel.id, ts);
  if (!found || found.viewer !== undefined) throw new SlackError('thread_not_found');
  return { threadTs: found.threadTs ?? found.ts };
}
