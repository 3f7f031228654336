import type { Directory } from '../access/index.ts';
import { createApprovals, type Approvals } from '../approvals/index.ts';
import { createAws } from '../aws/index.ts';
import { loadConfig, type Config } from '../config/index.ts';
import { silentLogger, systemClock, type Clock } from '../platform/index.ts';
import { createSlackDirectory } from '../slack/index.ts';
import { withRecords, type BotRecords } from './bot-records.ts';
import { callerPerson } from './caller.ts';
import { directoryWith, lookUp, type Known } from './people-directory.ts';
import { readFile } from './read-file.ts';

/** Where a command about approvals works: the bot's records, and Slack's directory. */
export interface Desk extends BotRecords {
  readonly config: Config;
  readonly clock: Clock;
  readonly slack: Directory;
}

/** Whoever called, as AWS and signalbox.yaml say: nobody can name themselves. */
export interface CliCaller extends Known {
  readonly arn: string;
}

export async function atDesk<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
  const config = loadConfig(readFile);
  const clock = systemClock();
  const slack = createSlackDirectory({ ...config.slack, clock });
  return withRecords(config, clock, (records) => work({ ...records, config, clock, slack }));
}

/** @throws where AWS does not say who calls, or signalbox.yaml does not say who that is, or Slack refuses to */
export async function callerAt({ config, clock, slack }: Desk): Promise<CliCaller> {
  const aws = createAws({ ...config.aws, clock, log: silentLogger() });
  const { arn } = await aws.callerIdentity().finally(() => aws.stop());
  const found = callerPerson(arn, config.policy.people);
  if (found.kind === 'unknown') throw new Error(found.because);
  return { arn, ...(await lookUp(found.id, slack, config.policy.people)) };
}

/** The same core as behind the buttons. It only records: the running bot looks every second for what is due. */
export function approvalsAt({ ledger, config, clock, slack }: Desk, caller: Known): Approvals {
  return createApprovals({
    ledger,
    gate: (name) => config.policy.gates.get(name),
    directory: directoryWith(caller, slack),
    clock,
    log: silentLogger(),
    wake: () => undefined,
  });
}
