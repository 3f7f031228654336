import type { JsonObject } from '../../platform/index.ts';
import { app, slackbot } from './app.ts';

export interface Person {
  readonly id: string;
  readonly role: string;
  readonly team: string;
  readonly bot: boolean;
  guest: boolean;
  deactivated: boolean;
}

export interface Group {
  readonly id: string;
  readonly handle: string;
  members: string[];
}

export function emailOf(person: Person): string {
  return `${person.role}@example.com`;
}

/** What decides how a person looks to the app. */
export interface Beholder {
  /** Our own workspace. */
  readonly team: string;
  /** With the scope users:read.email only. */
  readonly seesEmail: boolean;
  /** Whether the person is in a channel that the app can see. */
  readonly shares: (user: string) => boolean;
}

/** `is_stranger` is false for people of other workspaces who share a channel. https://docs.slack.dev/reference/objects/user-object */
export function wirePerson(person: Person, eye: Beholder): JsonObject {
  const foreign = person.team !== eye.team;
  return {
    ...flags(person.id, person.team, person.role),
    real_name: person.role,
    deleted: person.deactivated,
    is_bot: person.bot,
    is_restricted: person.guest,
    is_stranger: foreign && !eye.shares(person.id),
    is_email_confirmed: !person.bot && !foreign,
    profile: {
      display_name: person.role,
      real_name: person.role,
      team: person.team,
      ...(!person.bot && eye.seesEmail && { email: emailOf(person) }),
    },
  };
}

/** The app's own user, and Slackbot: in every workspace, and in users.list. */
export function wireBots(team: string): readonly JsonObject[] {
  const bot = (id: string, name: string, realName: string) => ({
    ...flags(id, team, name),
    real_name: realName,
    deleted: false,
    is_restricted: false,
    is_stranger: false,
    is_email_confirmed: false,
  });
  return [
    {
      ...bot(app.userId, app.name, app.realName),
      is_bot: true,
      profile: {
        display_name: app.realName,
        real_name: app.realName,
        team,
        bot_id: app.botId,
        api_app_id: app.id,
      },
    },
    {
      // Slack says that Slackbot is no bot.
      ...bot(slackbot, 'slackbot', 'Slackbot'),
      is_bot: false,
      profile: { display_name: 'Slackbot', real_name: 'Slackbot', team },
    },
  ];
}

function flags(id: string, team: string, name: string): JsonObject {
  return {
    id,
    team_id: team,
    name,
    tz: 'Etc/UTC',
    is_app_user: false,
    is_ultra_restricted: false,
    is_admin: false,
    is_owner: false,
  };
}
