import type { Policy } from '../../config/index.ts';
import { isCardRoute } from '../../events/index.ts';
import type { SlackCheckUp } from '../../slack/index.ts';
import { fine, looking, warning, wrong, type Finding } from './finding.ts';

/** The token, its scopes, and the channels and groups that signalbox.yaml names. @param scopes those of manifest.yml */
export async function slackLooks(
  slack: SlackCheckUp,
  { policy, scopes }: { readonly policy: Policy; readonly scopes: readonly string[] },
): Promise<readonly Finding[]> {
  const token = await looking('SLACK_BOT_TOKEN', tokenRemedy, async () => {
    const { team, bot, scopes: granted } = await slack.identity();
    return [fine(`SLACK_BOT_TOKEN: ${bot} of ${team}`), scopesIn(granted, scopes)];
  });
  if (token.some(({ sign }) => sign === 'wrong') && token.length === 1) return token;
  const places = await Promise.all([...channelsOf(policy)].map((place) => channelLook(slack, place)));
  const groups = await Promise.all([...groupsOf(policy)].map((group) => groupLook(slack, group)));
  return [...token, ...places.flat(), ...groups.flat()];
}

const tokenRemedy =
  'copy the bot token again from "OAuth & Permissions"; look at the network, or at SLACK_API_URL';

function scopesIn(granted: readonly string[] | undefined, wanted: readonly string[]): Finding {
  if (!granted)
    return warning('scopes: Slack did not say which it granted', 'compare them with manifest.yml by eye');
  const missing = wanted.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return fine(`scopes: the ${String(wanted.length)} of manifest.yml are granted`);
  return wrong(
    `scopes: ${missing.join(', ')} not granted`,
    'add them under "OAuth & Permissions", and install the app again',
  );
}

/** Channels by name, with who wants them first. */
function channelsOf({ gates, routes }: Policy): ReadonlyMap<string, string> {
  return firstOf([
    ...[...gates.values()].map(({ name, channel }) => [channel, `gate ${name}`] as const),
    ...routes.flatMap(({ channel, name }) =>
      channel === undefined ? [] : [[channel, `route ${name}`] as const],
    ),
  ]);
}

/** Groups by handle, with who names them first. `@everyone` is no group of Slack's. */
function groupsOf({ gates, access, iam, routes }: Policy): ReadonlyMap<string, string> {
  const named = [
    ...[...gates.values()].flatMap(({ name, levels, among = '', escalate }) =>
      [...levels.flatMap(({ any }) => any), among, ...escalate.map(({ to }) => to)].map(
        (who) => [who, `gate ${name}`] as const,
      ),
    ),
    ...routes
      .filter(isCardRoute)
      .flatMap(({ name, escalate, runbook }) =>
        [...escalate.map(({ to }) => to), ...runbook.flatMap(({ who = [] }) => who)].map(
          (who) => [who, `route ${name}`] as const,
        ),
      ),
    ...iam.roles.flatMap(({ who }) => who.map((one) => [one, 'iam.roles'] as const)),
    ...access.flatMap(({ who }) => who.map((one) => [one, 'access'] as const)),
  ];
  return firstOf(
    named.flatMap(([who, of]) =>
      who.startsWith('@') && who !== '@everyone' ? [[who.slice(1), of] as const] : [],
    ),
  );
}

function firstOf(entries: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, of] of entries) if (!found.has(name)) found.set(name, of);
  return found;
}

function channelLook(
  slack: SlackCheckUp,
  [name, of]: readonly [string, string],
): Promise<readonly Finding[]> {
  const channel = `${of}: channel ${/^[CG][A-Z0-9]{8,}$/.test(name) ? name : `#${name.replace(/^#/, '')}`}`;
  return looking(channel, 'let the bot list channels: channels:read, groups:read', async () => {
    switch (await slack.channel(name)) {
      case 'bot-is-in':
        return fine(`${channel}: the bot is in`);
      case 'bot-is-out':
        return wrong(`${channel}: the bot is not in`, 'write /invite @signalbox there');
      case 'archived':
        return wrong(`${channel} is archived`, 'unarchive it, or name another in signalbox.yaml');
      case 'missing':
        return wrong(
          `${channel} is not to be seen`,
          'mend its name; the bot sees a private channel only once it is invited',
        );
    }
  });
}

function groupLook(
  slack: SlackCheckUp,
  [handle, of]: readonly [string, string],
): Promise<readonly Finding[]> {
  return looking(`${of}: group @${handle}`, 'let the bot list user groups: usergroups:read', async () =>
    (await slack.hasGroup(handle))
      ? fine(`${of}: group @${handle} exists`)
      : wrong(
          `${of}: there is no group @${handle}`,
          'make it in Slack, or mend its handle: until then it has nobody in it',
        ),
  );
}
