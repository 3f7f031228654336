import type { JsonObject } from '../../platform/index.ts';
import { app } from './app.ts';
import type { Person } from './person.ts';

export interface Channel {
  readonly id: string;
  readonly name: string;
  kind: 'public' | 'private' | 'dm';
  /** Those who left the company stay here: their clients may still be open. */
  readonly members: Set<string>;
  archived: boolean;
  shared: boolean;
}

type People = ReadonlyMap<string, Person>;

/** Members as Slack lists them: without those who are deactivated. */
export function activeMembers(members: Iterable<string>, people: People): string[] {
  return [...members].filter((id) => people.get(id)?.deactivated !== true);
}

/** Shared with another workspace: switched so, or because somebody of another workspace is in. */
export function isShared(channel: Channel, people: People, team: string): boolean {
  return (
    channel.kind !== 'dm' &&
    (channel.shared || [...channel.members].some((id) => (people.get(id)?.team ?? team) !== team))
  );
}

export function wireChannel(channel: Channel, people: People, team: string): JsonObject {
  const shared = isShared(channel, people, team);
  const common = {
    id: channel.id,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: channel.kind === 'dm',
    is_mpim: false,
    is_private: channel.kind !== 'public',
    is_archived: channel.archived,
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    context_team_id: team,
  };
  if (channel.kind === 'dm') {
    const user = [...channel.members].find((id) => id !== app.userId) ?? '';
    return { ...common, user, is_open: true, is_user_deleted: people.get(user)?.deactivated === true };
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_general: channel.name === 'general',
    is_member: channel.members.has(app.userId),
    num_members: activeMembers(channel.members, people).length,
  };
}
