import { newFileId, wireFile } from '../file.ts';
import { newMessage } from '../message.ts';
import { threadFor } from '../thread.ts';
import { objectList, optional, text, wrong } from './body.ts';
import type { Door } from './door.ts';
import { openChannelIn, typistIn } from './place.ts';

/** A person writes a message, or shares files. */
export const say: Door = (body, { workspace, origin, nowSeconds }) => {
  const user = typistIn(body, workspace);
  const channel = openChannelIn(body, workspace, user);
  const words = optional(body, 'text') ?? '';
  const thread = threadFor(workspace, channel, optional(body, 'thread_ts'));
  const files = objectList(body, 'files').map((given) => ({
    name: text(given, 'name'),
    content: Buffer.from(optional(given, 'content') ?? ''),
  }));
  if (words === '' && files.length === 0) throw wrong('The body needs "text", a string, or "files".');
  const stored = files.map(({ name, content }) => ({
    id: newFileId(),
    name,
    title: name,
    user,
    created: nowSeconds(),
    length: content.length,
    content,
    completed: true,
  }));
  for (const file of stored) workspace.files.set(file.id, file);
  const message = newMessage({
    ts: workspace.newTs(),
    channel: channel.id,
    user,
    ...thread,
    text: typed(words),
    files: stored.map((file) => wireFile(file, origin)),
  });
  workspace.post(message);
  return { ts: message.ts };
};

/** Slack escapes what people type; mentions and links keep their angle brackets. */
function typed(written: string): string {
  return written
    .split(/(<(?:[@#!]|https?:|mailto:)[^<>]*>)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
    .join('');
}
