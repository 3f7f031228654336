import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export const usage = `npm run chaos -- [--approvals 1000] [--replicas 3] [--rate 10] [--hurry 3] [--kill-every 1] [--seed N] [--minutes 15] [--keep]
  --approvals  how many are asked          --rate     asked in a second
  --replicas   processes of the bot        --hurry    how many times as fast time passes: Slack's minutes, and every deadline and lease
  --kill-every seconds between two kills: more where a start takes long
  --seed       repeats the dice            --minutes  after these, what is not decided counts as lost
  --keep       leaves the folder with the logs of all processes`;

/** What a run is asked for; a text where it cannot be understood. */
export function optionsOf(argv) {
  const number = { type: 'string' };
  const options = {
    approvals: number,
    replicas: number,
    rate: number,
    hurry: number,
    'kill-every': number,
    seed: number,
    minutes: number,
    keep: { type: 'boolean', default: false },
  };
  let values;
  try {
    ({ values } = parseArgs({ args: argv, options }));
  } catch (error) {
    return error.message;
  }
  const usual = {
    approvals: 1_000,
    replicas: 3,
    rate: 10,
    hurry: 3,
    'kill-every': 1,
    seed: randomInt(1, 1_000_000),
    minutes: 15,
  };
  const read = Object.entries(usual).map(([name, unsaid]) => [name, Number(values[name] ?? unsaid)]);
  const wrong = read.find(([, value]) => !Number.isInteger(value) || value < 1);
  if (wrong) return `--${wrong[0]} takes a whole number from 1 up.`;
  // Slack allows an app ten connections, and a process opens two. https://docs.slack.dev/apis/events-api/using-socket-mode
  if (Number(values.replicas ?? usual.replicas) > 5) return '--replicas takes 5 at most.';
  const { 'kill-every': killEvery, ...others } = Object.fromEntries(read);
  return { ...others, killEvery, keep: values.keep };
}
