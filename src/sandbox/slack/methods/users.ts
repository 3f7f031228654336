import type { JsonObject } from '../../../platform/index.ts';
import { app, slackbot } from '../app.ts';
import { textArg } from '../arguments.ts';
import type { MethodContext, Methods } from '../method.ts';
import { pageByCursor } from '../page-of.ts';
import { emailOf, wireBots, wirePerson, type Beholder } from '../person.ts';
import { SlackError } from '../slack-error.ts';

const read = { token: 'bot' as const, scopes: ['users:read'] };

export const users: Methods = {
  'users.info': {
    ...read,
    perMinute: 100,
    run(args, context) {
      const id = textArg(args, 'user');
      const user = everybody(context).find((one) => one['id'] === id);
      if (!user) throw new SlackError('user_not_found');
      return { user };
    },
  },
  'users.list': {
    ...read,
    perMinute: 20,
    run(args, context) {
      const page = pageByCursor(everybody(context), args, 200);
      return {
        members: page.items,
        cache_ts: Math.floor(context.clock.now() / 1000),
        response_metadata: page.response_metadata,
      };
    },
  },
  'users.lookupByEmail': {
    token: 'bot',
    scopes: ['users:read.email'],
    perMinute: 50,
    run(args, context) {
      const email = textArg(args, 'email').toLowerCase();
      // Slack finds neither bots nor those who left.
      const person = [...context.workspace.people.values()].find(
        (candidate) => !candidate.bot && !candidate.deactivated && emailOf(candidate) === email,
      );
      if (!person) throw new SlackError('users_not_found');
      return { user: wirePerson(person, eyeOf(context)) };
    },
  },
};

function everybody(context: MethodContext): readonly JsonObject[] {
  const { people, team } = context.workspace;
  const known = [...people.values()].filter(({ id }) => id !== app.userId && id !== slackbot);
  return [...known.map((person) => wirePerson(person, eyeOf(context))), ...wireBots(team.id)];
}

function eyeOf({ workspace, scopes }: MethodContext): Beholder {
  const seen = [...workspace.channels.values()].filter(({ members }) => members.has(app.userId));
  return {
    team: workspace.team.id,
    seesEmail: scopes.includes('users:read.email'),
    shares: (user) => seen.some(({ members }) => members.has(user)),
  };
}
