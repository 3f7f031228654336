import { app } from '../app.ts';
import { textArg } from '../arguments.ts';
import type { Methods } from '../method.ts';
import { SlackError } from '../slack-error.ts';

export const reactions: Methods = {
  'reactions.add': {
    scopes: ['reactions:write'],
    token: 'bot',
    perMinute: 50,
    run(args, { workspace }) {
      const name = textArg(args, 'name').replaceAll(':', '');
      const channel = workspace.channels.get(textArg(args, 'channel'));
      if (!channel) throw new SlackError('channel_not_found');
      const message = workspace.find(channel.id, textArg(args, 'timestamp'));
      if (!message || message.viewer !== undefined) throw new SlackError('message_not_found');
      if (channel.archived) throw new SlackError('is_archived');
      if (!/^[a-z0-9_+'-]+$/.test(name)) throw new SlackError('invalid_name');
      const users = message.reactions.get(name) ?? [];
      if (users.includes(app.userId)) throw new SlackError('already_reacted');
      message.reactions.set(name, [...users, app.userId]);
      workspace.changed({ kind: 'message', channel: channel.id, ts: message.ts });
      return {};
    },
  },
};
