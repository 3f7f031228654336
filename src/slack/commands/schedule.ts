import type { Schedules } from '../../executions/index.ts';
import { nearest } from '../../platform/index.ts';
import { refusedReply, replyOf, type Reply } from '../reply.ts';
import { scheduleWords } from '../schedule-line-words.ts';
import { andMore, foreign, moment, person } from '../text.ts';
import { nameAndRest } from './command-line.ts';
import type { Asked, Command } from './command.ts';
import { addExample, parseAddLine } from './schedule-line.ts';

/** Schedules shown at most: a message's section has 3,000 characters. */
const shown = 10;
const verbs = ['list', 'add', 'pause', 'resume', 'remove'];

export const scheduleCommand = (schedules: Schedules): Command => ({
  word: 'schedule',
  action: 'schedule',
  usage: '`/workflow schedule` · what starts by the clock; `schedule add`, `pause`, `resume`, `remove`',
  async answer(asked) {
    const { name: typed, rest } = nameAndRest(asked.rest);
    const verb = typed === '' ? 'list' : typed.toLowerCase();
    switch (verb) {
      case 'list':
        return list(schedules, asked, rest);
      case 'add':
        return rest === '' ? explained : add(schedules, { ...asked, rest });
      case 'pause':
      case 'resume':
      case 'remove':
        return change(schedules, verb, { ...asked, rest });
      default: {
        const meant = nearest(verb, verbs);
        return refusedReply(
          `I do not know \`/workflow schedule ${typed}\`. ${meant === undefined ? `There are ${verbs.map((one) => `\`${one}\``).join(', ')}.` : `Did you mean \`/workflow schedule ${meant}\`?`}`,
        );
      }
    }
  },
});

const explained = replyOf(
  '*A schedule starts a state machine by the clock.*',
  addExample,
  '• *nightly* is its name, *hello* the state machine (`/workflow list` shows those there are)',
  '• the time is cron: minute, hour, day of the month, month, weekday; `*` is any. `"0 2 * * *"` is 02:00 every day, `"30 8 * * 1-5"` 08:30 on working days, `"*/15 * * * *"` every quarter of an hour',
  '• the time zone is yours where you name none',
  '• `no-overlap` behind the time starts nothing while the execution before still runs',
  'It starts in your name. What it did not start is told in this channel.',
);

async function list(schedules: Schedules, { who }: Asked, from: string): Promise<Reply> {
  const listed = await schedules.list(who);
  if (listed.kind === 'refused') return refusedReply(listed.sentence);
  // `list n` begins behind those whose names come before n.
  const lines = listed.lines.filter(({ schedule }) => schedule.name >= from);
  const more = andMore(shown, lines.length);
  const [firstLeft] = lines.slice(shown);
  return lines.length === 0
    ? replyOf('There are no schedules. `/workflow schedule add` shows how to make one.')
    : replyOf(
        '*Schedules*',
        ...lines.slice(0, shown).map(scheduleWords),
        ...more.map(
          (words) => `${words}: \`/workflow schedule list ${foreign(firstLeft?.schedule.name ?? '', 80)}\``,
        ),
      );
}

async function add(schedules: Schedules, { who, rest, channel }: Asked): Promise<Reply> {
  const line = parseAddLine(rest);
  if (line.kind === 'unclear') return refusedReply(line.sentence);
  const { noOverlap } = line;
  const added = await schedules.add({ ...line, who, channel, overlap: noOverlap ? 'skip' : 'allowed' });
  if (added.kind === 'refused') return refusedReply(added.sentence);
  const { schedule, words, times, zoneBy } = added;
  const zone = foreign(schedule.zone, 60);
  const zones = {
    written: `in ${zone}`,
    slack: `in ${zone}, your time zone in Slack`,
    nobody: `in UTC, as Slack does not say your time zone`,
  };
  return {
    ...replyOf(
      `🗓️ ${person(who)} scheduled *${foreign(schedule.machine, 80)}* as *${foreign(schedule.name, 80)}* · ${foreign(words, 200)}, ${zones[zoneBy]}${noOverlap ? ' · no overlap' : ''}`,
      `Next: ${times.map(moment).join(', ')}`,
    ),
    inChannel: true,
  };
}

const done = {
  pause: '⏸️ paused',
  resume: '▶️ resumed',
  remove: '🗑️ removed',
};

async function change(schedules: Schedules, verb: keyof typeof done, { who, rest }: Asked): Promise<Reply> {
  const { name } = nameAndRest(rest);
  if (name === '')
    return refusedReply(
      `Which one? \`/workflow schedule ${verb} NAME\`; \`/workflow schedule list\` shows the names.`,
    );
  const outcome = await schedules[verb]({ who, name });
  if (outcome.kind === 'refused') return refusedReply(outcome.sentence);
  const { schedule } = outcome;
  const next = verb === 'resume' && schedule.next ? ` · next ${moment(schedule.next.at)}` : '';
  return {
    ...replyOf(
      `${done[verb]} by ${person(who)}: schedule *${foreign(schedule.name, 80)}* of *${foreign(schedule.machine, 80)}*${next}`,
    ),
    inChannel: true,
  };
}
