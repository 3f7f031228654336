import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { app } from '../app.ts';
import { optionalArg, textArg } from '../arguments.ts';
import type { Channel } from '../channel.ts';
import { newFileId, seenByApp, wireFile, type StoredFile } from '../file.ts';
import { blocksIn } from '../message-body.ts';
import { newMessage } from '../message.ts';
import type { Methods } from '../method.ts';
import { SlackError } from '../slack-error.ts';
import { threadFor } from '../thread.ts';
import type { Workspace } from '../workspace.ts';

const method = { scopes: ['files:write'], token: 'bot' as const, perMinute: 100 };

/** What a file is; and the three steps of an upload: address, bytes (not a method), completion. */
export const files: Methods = {
  'files.info': {
    ...method,
    scopes: ['files:read'],
    run(args, { workspace, origin }) {
      const file = workspace.files.get(textArg(args, 'file'));
      if (!file || !seenByApp(workspace, file.id)) throw new SlackError('file_not_found');
      return { file: wireFile(file, origin), comments: [] };
    },
  },
  'files.getUploadURLExternal': {
    ...method,
    run(args, { workspace, origin, clock }) {
      const name = textArg(args, 'filename');
      const length = Number(args['length']);
      if (!Number.isInteger(length) || length <= 0)
        throw SlackError.withMessages('invalid_arguments', ['length must be greater than 0']);
      const id = newFileId();
      workspace.files.set(id, {
        id,
        name,
        title: name,
        user: app.userId,
        created: Math.floor(clock.now() / 1000),
        length,
        content: undefined,
        completed: false,
      });
      return { file_id: id, upload_url: `${origin}/files/upload/${id}` };
    },
  },
  'files.completeUploadExternal': {
    ...method,
    run(args, { workspace, origin }) {
      const uploaded = uploadsIn(args['files'], workspace);
      const channel = channelIn(args, workspace);
      const thread = channel && threadFor(workspace, channel, optionalArg(args, 'thread_ts'));
      const comment = optionalArg(args, 'initial_comment');
      // Blocks are ignored where there is a comment.
      const blocks = comment === undefined ? blocksIn(args['blocks']) : [];
      for (const { file, title } of uploaded) {
        file.completed = true;
        file.title = title ?? file.title;
      }
      const shown = uploaded.map(({ file }) => wireFile(file, origin));
      if (channel) {
        workspace.post(
          newMessage({
            ts: workspace.newTs(),
            channel: channel.id,
            user: app.userId,
            ...thread,
            text: comment ?? '',
            blocks,
            files: shown,
          }),
        );
      }
      return { files: shown };
    },
  },
};

/** @throws {SlackError} where one is not there, was completed before, or stands there twice */
function uploadsIn(
  value: JsonValue | undefined,
  workspace: Workspace,
): readonly { file: StoredFile; title: string | undefined }[] {
  const list = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  if (list.length === 0 || !list.every((entry) => isJsonObject(entry)))
    throw SlackError.withMessages('invalid_arguments', [
      'must provide an array of objects [json-pointer:/files]',
    ]);
  const ids = list.map(({ id }) => id);
  if (new Set(ids).size < ids.length)
    throw SlackError.withMessages('invalid_arguments', ['a file stands there twice [json-pointer:/files]']);
  return list.map(({ id, title }) => {
    const file = typeof id === 'string' ? workspace.files.get(id) : undefined;
    if (!file?.content || file.completed || file.user !== app.userId) throw new SlackError('file_not_found');
    return { file, title: typeof title === 'string' ? title : undefined };
  });
}

function channelIn(args: JsonObject, workspace: Workspace): Channel | undefined {
  const id = optionalArg(args, 'channel_id');
  if (id === undefined) return undefined;
  const channel = workspace.channels.get(id);
  if (!channel) throw new SlackError('channel_not_found');
  if (!channel.members.has(app.userId)) throw new SlackError('not_in_channel');
  if (channel.archived) throw new SlackError('is_archived');
  return channel;
}
