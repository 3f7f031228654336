import { z } from 'zod';
import type { JsonObject } from '../../../platform/index.ts';
import { app } from '../app.ts';
import type { Channel } from '../channel.ts';
import { wireMessage } from '../message.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import { wrong } from './body.ts';

const members = z.array(z.string());
const changeBody = z.strictObject({
  people: z
    .array(
      z.strictObject({ id: z.string(), deactivated: z.boolean().optional(), guest: z.boolean().optional() }),
    )
    .default([]),
  groups: z.array(z.strictObject({ handle: z.string(), members: members.optional() })).default([]),
  channels: z
    .array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(['public', 'private']).optional(),
        archived: z.boolean().optional(),
        shared: z.boolean().optional(),
        members: members.optional(),
      }),
    )
    .default([]),
  delete_message: z.strictObject({ channel: z.string(), ts: z.string() }).optional(),
});
type ChangeBody = z.infer<typeof changeBody>;

/** `POST /sandbox/change`: people leave, groups change, channels are archived, messages deleted; all of it or nothing. */
export function changeWorld(body: JsonObject, workspace: Workspace): void {
  const read = changeBody.safeParse(body);
  if (!read.success) throw wrong(z.prettifyError(read.error));
  // Everything is looked up before anything changes.
  for (const apply of stepsOf(read.data, workspace)) apply();
}

function stepsOf(change: ChangeBody, workspace: Workspace): readonly (() => void)[] {
  return [
    ...change.people.map(({ id, deactivated, guest }) => {
      const person = workspace.people.get(id);
      if (!person) throw new SlackError('user_not_found', { message: `There is nobody with the id ${id}.` });
      return () => {
        if (deactivated !== undefined) person.deactivated = deactivated;
        if (guest !== undefined) person.guest = guest;
        workspace.changed({ kind: 'people', user: id });
      };
    }),
    ...change.groups.map(({ handle, members: wanted }) => {
      const group = [...workspace.groups.values()].find((one) => one.handle === handle);
      if (!group) throw new SlackError('no_such_subteam', { message: `There is no group ${handle}.` });
      if (wanted) checkPeople(wanted, workspace);
      return () => {
        if (wanted) group.members = [...new Set(wanted)];
        workspace.changed({ kind: 'people' });
      };
    }),
    ...change.channels.map((wanted) => {
      const channel = workspace.channelNamed(wanted.id);
      if (!channel)
        throw new SlackError('channel_not_found', { message: `There is no channel ${wanted.id}.` });
      if (wanted.kind !== undefined && channel.kind === 'dm') throw wrong('A direct message stays one.');
      checkPeople(
        (wanted.members ?? []).filter((id) => id !== app.userId),
        workspace,
      );
      return () => {
        changeChannel(channel, wanted, workspace);
      };
    }),
    ...(change.delete_message ? [deletion(change.delete_message, workspace)] : []),
  ];
}

function changeChannel(channel: Channel, wanted: ChangeBody['channels'][number], workspace: Workspace): void {
  const { kind, archived, shared } = wanted;
  if (kind !== undefined) channel.kind = kind;
  if (shared !== undefined) channel.shared = shared;
  if (wanted.members) {
    const before = new Set(channel.members);
    const after = new Set(wanted.members);
    const joined = [...after].filter((id) => !before.has(id));
    const left = [...before].filter((id) => !after.has(id));
    channel.members.clear();
    for (const id of after) channel.members.add(id);
    for (const user of joined) workspace.happened({ kind: 'joined', channel, user });
    for (const user of left) workspace.happened({ kind: 'left', channel, user });
  }
  if (archived !== undefined && archived !== channel.archived) {
    channel.archived = archived;
    workspace.happened({ kind: archived ? 'archived' : 'unarchived', channel });
  }
  workspace.changed({ kind: 'channel', channel: channel.id });
}

function deletion({ channel: named, ts }: { channel: string; ts: string }, workspace: Workspace): () => void {
  const channel = workspace.channelNamed(named);
  if (!channel) throw new SlackError('channel_not_found', { message: `There is no channel ${named}.` });
  const message = workspace.find(channel.id, ts);
  if (!message || message.tombstone) throw new SlackError('message_not_found');
  return () => {
    workspace.remove(message, wireMessage(message, workspace));
  };
}

function checkPeople(ids: readonly string[], workspace: Workspace): void {
  const nobody = ids.find((id) => !workspace.people.has(id));
  if (nobody !== undefined)
    throw new SlackError('user_not_found', { message: `There is nobody with the id ${nobody}.` });
}
