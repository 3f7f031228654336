import type { Access, Rights } from '../../access/index.ts';
import { replyOf } from '../reply.ts';
import { andMore, cut, escape, foreign, person } from '../text.ts';
import type { Command } from './command.ts';

/** Lines of what somebody may do; a message's section ends at 3,000 characters. */
const mostLines = 12;

export const whoamiCommand = (access: Access): Command => ({
  word: 'whoami',
  usage: '`/workflow whoami` · who you are to Signalbox, and what you may do by which rule',
  async answer({ who: id }) {
    const rights = await access.rightsOf(id);
    const { person: who, groups } = rights;
    return replyOf(
      `You are ${person(who.id)} (${escape(who.id)}), ${who.standing === 'member' ? 'a full member of this workspace' : `here as: ${who.standing}`}.`,
      groups.length === 0
        ? 'None of the groups that the rules name has you in it.'
        : `Groups: ${groups.map((name) => foreign(name, 80)).join(', ')}`,
      ...principalLines(rights),
      ...rightLines(rights),
    );
  },
});

function principalLines({ iam }: Rights): readonly string[] {
  if (!iam) return [];
  const { principal } = iam;
  if (!principal)
    return ['On AWS: nobody. IAM is asked too here, so nothing is allowed until you are mapped.'];
  return [
    `On AWS: ${foreign(principal.arn, 300)} (${principal.by === 'people' ? 'you alone' : `through ${foreign(principal.by, 80)}`}).`,
  ];
}

/** The rules that name somebody; where IAM is asked, its word on each state machine under them. */
function rightLines({ person: who, rules, iam }: Rights): readonly string[] {
  if (rules.length === 0)
    return [
      who.standing === 'member'
        ? 'No rule of signalbox.yaml allows you anything. A gate may still name you.'
        : 'Only full members of this workspace may use Signalbox.',
    ];
  const written = rules.map(
    (rule) =>
      `• ${rule.allow.join(', ')} on ${rule.on.map((name) => foreign(name, 80)).join(', ')} (signalbox.yaml, to ${rule.who.map((name) => foreign(name, 80)).join(', ')})`,
  );
  if (!iam) return written;
  const words = wordLines(iam.words);
  return [
    ...written,
    '*And IAM says*',
    ...words.slice(0, mostLines),
    ...andMore(Math.min(words.length, mostLines), words.length),
  ];
}

/** Actions that IAM has the same word on, for the same state machines and the same reason, stand together. */
function wordLines(words: NonNullable<Rights['iam']>['words']): readonly string[] {
  const byAction = grouped(words, ({ allowed, action, because, basis = because }) =>
    JSON.stringify([allowed, action, basis]),
  );
  const lines = grouped(byAction, (same) =>
    JSON.stringify([
      same[0]?.allowed,
      same[0]?.basis ?? same[0]?.because,
      same.map(({ machine }) => machine),
    ]),
  );
  return lines.map((same) => {
    const [[first] = []] = same;
    const actions = same.map(([one]) => one?.action ?? '').join(', ');
    const machines = same[0]?.map(({ machine }) => foreign(machine, 80)).join(', ') ?? '';
    const why = foreign(first?.basis ?? first?.because ?? '', 400);
    return `${first?.allowed === true ? '✓' : '✗'} ${actions} on ${cut(machines, 400)}: ${why}`;
  });
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
