import { newUuid, type JsonObject } from '../../../platform/index.ts';
import { optionalArg, textArg, type Methods } from '../method.ts';
import { SlackError } from '../slack-error.ts';
import { app, asObjects, type Message } from '../workspace.ts';

const method = { scopes: ['files:write'], token: 'bot' as const, perMinute: 100 };

/** The three steps of an upload: address, bytes (not a method), completion. */
export const files: Methods = {
  'files.getUploadURLExternal': {
    ...method,
    run(args, { workspace, origin }) {
      const name = textArg(args, 'filename');
      if (!(Number(args['length']) > 0))
        throw new SlackError('invalid_arguments', {
          response_metadata: { messages: ['[ERROR] length must be greater than 0'] },
        });
      const id = `F${newUuid().replaceAll('-', '').slice(0, 10).toUpperCase()}`;
      workspace.files.set(id, { name, title: name, content: Buffer.alloc(0) });
      return { file_id: id, upload_url: `${origin}/files/upload/${id}` };
    },
  },
  'files.completeUploadExternal': {
    ...method,
    run(args, { workspace, origin }) {
      const uploaded = asObjects(args['files']).map((entry) => {
        const id = typeof entry['id'] === 'string' ? entry['id'] : '';
        const file = workspace.files.get(id);
        if (!file || file.content.length === 0) throw new SlackError('file_not_found');
        if (typeof entry['title'] === 'string') file.title = entry['title'];
        return wireFile(id, file.name, file.title, origin);
      });
      const channelId = optionalArg(args, 'channel_id');
      if (channelId === undefined) return { files: uploaded };
      const channel = workspace.channels.get(channelId);
      if (!channel) throw new SlackError('channel_not_found');
      if (!channel.members.has(app.userId)) throw new SlackError('not_in_channel');
      const threadTs = optionalArg(args, 'thread_ts');
      const message: Message = {
        ts: workspace.newTs(),
        channel: channelId,
        user: app.userId,
        ...(threadTs !== undefined && { threadTs }),
        text: optionalArg(args, 'initial_comment') ?? '',
        blocks: [],
        attachments: [],
        files: uploaded,
        edited: false,
        earlier: [],
      };
      workspace.messages.push(message);
      workspace.changed({ kind: 'file', channel: channelId, ts: message.ts });
      return { files: uploaded };
    },
  },
};

export function wireFile(id: string, name: string, title: string, origin: string): JsonObject {
  const url = `${origin}/files/${id}/${encodeURIComponent(name)}`;
  return { id, name, title, url, url_private: url, permalink: url };
}
