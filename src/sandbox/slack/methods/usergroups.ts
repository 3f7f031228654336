import { flagArg, textArg } from '../arguments.ts';
import { activeMembers } from '../channel.ts';
import type { Methods } from '../method.ts';
import { SlackError } from '../slack-error.ts';

const read = { token: 'bot' as const, scopes: ['usergroups:read'], perMinute: 20 };

export const usergroups: Methods = {
  'usergroups.list': {
    ...read,
    run: (args, { workspace }) => ({
      usergroups: [...workspace.groups.values()].map(({ id, handle, members }) => ({
        id,
        team_id: workspace.team.id,
        is_usergroup: true,
        is_subteam: true,
        is_external: false,
        name: handle,
        description: '',
        handle,
        date_delete: 0,
        user_count: activeMembers(members, workspace.people).length,
        ...(flagArg(args, 'include_users') && { users: activeMembers(members, workspace.people) }),
      })),
    }),
  },
  'usergroups.users.list': {
    ...read,
    run(args, { workspace }) {
      const group = workspace.groups.get(textArg(args, 'usergroup'));
      if (!group) throw new SlackError('no_such_subteam');
      return {
        users: flagArg(args, 'include_disabled')
          ? group.members
          : activeMembers(group.members, workspace.people),
      };
    },
  },
};
