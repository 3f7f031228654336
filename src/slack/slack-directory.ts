import { webApi, type Logger as BoltLogger } from '@slack/bolt';
import type { Clock } from '../platform/index.ts';
import { callOptions } from './call-options.ts';
import { createDirectory, type SlackDirectory } from './directory.ts';

/** A directory by the Web API alone, for who decides without a socket to Slack. No call is made before it is asked. */
export function createSlackDirectory(options: {
  botToken: string;
  apiUrl?: string;
  clock: Clock;
}): SlackDirectory {
  const client = createLookUps(options);
  let team: Promise<string> | undefined;
  return createDirectory({
    client,
    teamId: () => {
      team ??= client.auth.test().then(({ team_id }) => team_id ?? '');
      // A failure is not remembered: the next look-up asks again.
      team.catch(() => (team = undefined));
      return team;
    },
    clock: options.clock,
  });
}

/** A client that says nothing of its own: whoever asked tells what failed. */
export function createLookUps(options: { botToken: string; apiUrl?: string }): webApi.WebClient {
  return new webApi.WebClient(options.botToken, { ...callOptions(options.apiUrl), logger: silent });
}

const nothing = () => undefined;
const silent: BoltLogger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => webApi.LogLevel.ERROR,
  setName: nothing,
};
