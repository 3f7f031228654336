import { app } from '../app.ts';
import { optionalArg } from '../arguments.ts';
import type { Methods } from '../method.ts';
import { SlackError } from '../slack-error.ts';

const read = { token: 'bot' as const };

/** Who the app is, and whether Slack is there. */
export const appMethods: Methods = {
  'api.test': {
    token: 'none',
    scopes: [],
    perMinute: 600,
    run(args) {
      const given = Object.fromEntries(Object.entries(args).filter(([name]) => name !== 'token'));
      const error = optionalArg(args, 'error');
      if (error !== undefined) throw new SlackError(error, { args: given });
      return { args: given };
    },
  },
  'auth.test': {
    ...read,
    scopes: [],
    perMinute: 600,
    run: (_args, { workspace, origin }) => ({
      url: `${origin}/`,
      team: workspace.team.name,
      team_id: workspace.team.id,
      user: app.name,
      user_id: app.userId,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  },
  'team.info': {
    ...read,
    scopes: ['team:read'],
    perMinute: 50,
    run: (_args, { workspace }) => ({ team: { ...workspace.team } }),
  },
  'bots.info': {
    ...read,
    scopes: ['users:read'],
    perMinute: 50,
    run(args) {
      if (optionalArg(args, 'bot') !== app.botId) throw new SlackError('bot_not_found');
      return {
        bot: { id: app.botId, app_id: app.id, user_id: app.userId, name: app.name, deleted: false },
      };
    },
  },
};
