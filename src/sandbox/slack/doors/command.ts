import { app } from '../app.ts';
import { commandPayload } from '../payloads.ts';
import { respond } from '../response-urls.ts';
import { checkScope } from '../scope.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import { optional, text } from './body.ts';
import { acked, taken, type Door } from './door.ts';
import { openChannelIn, typistIn } from './place.ts';

/** A slash command, typed in the box of a channel. */
export const command: Door = async (body, needs) => {
  const { workspace, origin } = needs;
  const user = typistIn(body, workspace);
  const channel = openChannelIn(body, workspace, user);
  const typed = text(body, 'command');
  const name = typed.startsWith('/') ? typed : `/${typed}`;
  checkScope(['commands'], needs.manifest.scopes);
  const known = needs.manifest.commands.find((one) => one.command === name);
  if (!known) throw new SlackError('unknown_command', { message: `${name} is not a valid command.` });
  if (optional(body, 'thread_ts') !== undefined)
    throw new SlackError('command_in_thread', { message: `${name} is not supported in threads. Sorry!` });
  const words = optional(body, 'text') ?? '';
  const from = { user, channel: channel.id };
  const { ackedMs, payload } = acked(
    await needs.socket.deliver(
      'slash_commands',
      commandPayload(workspace, {
        user,
        channel,
        command: name,
        text: known.shouldEscape ? withLinks(words, workspace) : words,
        responseUrl: needs.responseUrls.make(origin, from),
        triggerId: needs.triggers.make(user),
      }),
    ),
  );
  const said = ['text', 'blocks', 'attachments'].some((part) => (payload[part] ?? null) !== null);
  if (said)
    taken(() => {
      respond(workspace, from, payload);
    });
  return { acked_ms: ackedMs, response: said ? payload : null };
};

/** As `should_escape` sends it: `<@U…|name>`, `<#C…|name>`, and the three control characters escaped. */
function withLinks(words: string, workspace: Workspace): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replace(/(?<![\w.])([@#])([a-z0-9][a-z0-9._-]*)/gi, (whole, sign: string, name: string) => {
    if (sign === '#') {
      const channel = workspace.channelNamed(name);
      return channel && channel.kind !== 'dm' ? `<#${channel.id}|${channel.name}>` : whole;
    }
    if (name === app.name) return `<@${app.userId}|${app.name}>`;
    const person = [...workspace.people.values()].find(({ role }) => role === name);
    if (person) return `<@${person.id}|${person.role}>`;
    const group = [...workspace.groups.values()].find(({ handle }) => handle === name);
    return group ? `<!subteam^${group.id}|@${group.handle}>` : whole;
  });
}
