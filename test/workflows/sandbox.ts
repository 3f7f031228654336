import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFN } from '@aws-sdk/client-sfn';
import { shippedFunctions } from '../../src/cli/functions.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { shippedStacks } from '../../src/workflows/index.ts';
import { until } from '../scenarios/stage.ts';

/** An execution that has ended. */
export interface Ended {
  readonly executionArn: string;
  readonly status: string;
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** The sandbox without the bot, with one shipped workflow as its template deploys it. */
export interface Deployed {
  readonly slackOrigin: string;
  /** Of an AWS client in this Region. */
  settings(region: string): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly sfn: (region?: string) => SFN;
  door(name: string, body: object): Promise<unknown>;
  /** Moves the sandbox's clock; its own timers are done then. */
  advance(seconds: number): Promise<void>;
  /** The executions of a machine that have ended, the oldest first; waits until there are this many and none runs. */
  ended(machine: string, region: string, count: number): Promise<readonly Ended[]>;
  stop(): Promise<void>;
}

export async function deploy(folder: string): Promise<Deployed> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'signalbox-workflow-'));
  const sandbox = await startSandbox({
    port: 0,
    awsPort: 0,
    dataFolder,
    seeds: {
      machines: [],
      activities: [],
      stacks: shippedStacks().filter((stack) => stack.folder === folder),
    },
    functions: shippedFunctions(),
    log: silentLogger(),
  });
  const clients = new Map<string, SFN>();
  const deployed: Deployed = {
    slackOrigin: sandbox.slackOrigin,
    settings: (region) => ({
      endpoint: sandbox.awsOrigin,
      region,
      credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    }),
    sfn(region = 'us-east-1') {
      const client = clients.get(region) ?? new SFN(deployed.settings(region));
      clients.set(region, client);
      return client;
    },
    async door(name, body) {
      const response = await fetch(`${sandbox.slackOrigin}/sandbox/${name}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return (await response.json()) as unknown;
    },
    async advance(seconds) {
      await deployed.door('clock', { advance_seconds: seconds });
    },
    async ended(machine, region, count) {
      const stateMachineArn = `arn:aws:states:${region}:000000000000:stateMachine:${machine}`;
      const executions = await until(async () => {
        const { executions: all = [] } = await deployed.sfn(region).listExecutions({ stateMachineArn });
        return all.length >= count && all.every(({ status }) => status !== 'RUNNING') && all;
      });
      const described = await Promise.all(
        executions.map(({ executionArn = '' }) => deployed.sfn(region).describeExecution({ executionArn })),
      );
      return described.toReversed().map(({ executionArn = '', status = '', output, error, cause }) => ({
        executionArn,
        status,
        output: output === undefined ? undefined : (JSON.parse(output) as unknown),
        error,
        cause,
      }));
    },
    async stop() {
      for (const client of clients.values()) client.destroy();
      await sandbox.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  return deployed;
}
