import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodedError, messageOf, type Logger } from '../platform/index.ts';
import { createLocalAws, type AwsSeeds, type FunctionFiles } from './aws/index.ts';
import { createBotProcess, type BotStart } from './bot-process.ts';
import { knobDoor, type KnobNeeds } from './knob-doors.ts';
import { createCallLog } from './knobs/calls.ts';
import { createFaults } from './knobs/faults.ts';
import { createHolds } from './knobs/holds.ts';
import { readManifest } from './manifest-file.ts';
import { createPage } from './page/index.ts';
import { createPolicyFile } from './policy-file.ts';
import { readSeeds, samplePolicy } from './seeds.ts';
import { createLocalSlack } from './slack/index.ts';
import { createTurns } from './turns.ts';
import { json, type WebHandler } from './web/request.ts';
import { serve } from './web/server.ts';
import { createWorldClock } from './world-clock.ts';

/** Access key id of the bot: only its calls can be held. */
const botAccessKeyId = 'signalbox';
/** Whom the functions' own calls come from. */
const functionAccessKeyId = 'functions';
const region = 'us-east-1';

export interface SandboxOptions {
  /** Slack and the page; 0 picks a free port. */
  readonly port: number;
  readonly awsPort: number;
  /** Where the bot's store, its log and bot.env stand. */
  readonly dataFolder: string;
  /** Whether machines, activities and executions go on in the next sandbox on this folder. */
  readonly keepsAws?: boolean;
  /** Replaces the sample signalbox.yaml. */
  readonly policyFile?: string;
  /** Scopes, commands and subscriptions of the app, instead of the repository's manifest.yml. */
  readonly manifestFile?: string;
  /** The bot's main file; absent for the stand-ins alone. */
  readonly botProgram?: string;
  readonly seeds: AwsSeeds;
  readonly functions: FunctionFiles;
  /** What stands in for container images of jobs. */
  readonly images?: FunctionFiles;
  /** How long the people of the local Slack wait for an answer; absent, as long as Slack does: 3. */
  readonly answerWithinSeconds?: number;
  /** Environment that `${NAME}` of a signalbox.yaml may use. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly log: Logger;
}

export interface Sandbox {
  /** `http://127.0.0.1:4700` */
  readonly slackOrigin: string;
  readonly awsOrigin: string;
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts the local Slack, the local AWS, and the bot against them. @throws {PortTaken}, {BotNotStarted}, {BadManifest}, {NoDataFolder} */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataFolder, log } = options;
  makeFolder(dataFolder);
  const clock = createWorldClock();
  const faults = createFaults();
  const calls = createCallLog();
  const holds = createHolds();
  let slackOrigin = '';
  let awsOrigin = '';
  let ready = false;

  const aws = createLocalAws({
    clock,
    faults,
    calls,
    holds,
    botAccessKeyId,
    functions: options.functions,
    ...(options.images && { images: options.images }),
    origin: () => awsOrigin,
    ...(options.keepsAws === true && { keptIn: join(dataFolder, 'aws') }),
    log,
  });
  const manifest = readManifest(options.manifestFile);
  const slack = createLocalSlack({
    clock,
    faults,
    calls,
    holds,
    log,
    manifest,
    seeds: readSeeds(),
    origin: () => slackOrigin,
    ...(options.answerWithinSeconds !== undefined && { answerWithinSeconds: options.answerWithinSeconds }),
  });
  await aws.restore();
  await aws.seed(options.seeds);
  const awsServer = await serve({ port: options.awsPort, option: 'aws-port', handler: aws.handler });
  awsOrigin = awsServer.origin;
  for (const code of [options.functions, options.images])
    code?.useEnvironment({
      AWS_ENDPOINT_URL: awsServer.origin,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: functionAccessKeyId,
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      // On Node 20 each new thread would tell of the SDK's next year's floor.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });
  const page = createPage({
    commands: manifest.offered,
    shortcuts: manifest.menu,
    machines: machineNames(options.seeds),
    groups: readSeeds().groups.map(({ id, handle }) => ({ id, handle })),
  });
  const handler: WebHandler = async (request) => {
    const [, first, second = ''] = request.url.pathname.split('/');
    const knob = first === 'sandbox' ? await knobDoor(second, request, knobs) : undefined;
    return (
      knob ??
      (await slack.handler(request)) ??
      (await page.handler(request)) ??
      json(
        {
          ok: false,
          error: 'not_found',
          message: `There is no ${request.method} ${request.url.pathname} here.`,
        },
        404,
      )
    );
  };
  const slackServer = await serve({
    port: options.port,
    option: 'port',
    handler,
    upgrade: (url, request, socket, head) => slack.upgrade(url, request, socket, head),
  }).catch(async (error: unknown) => {
    await awsServer.stop();
    throw error;
  });
  slackOrigin = slackServer.origin;

  const tokenKey = keptKey(dataFolder);
  const policy = createPolicyFile(options.policyFile ?? fileURLToPath(samplePolicy), dataFolder, () => {
    writeEnv();
  });
  const env = (): Readonly<Record<string, string>> => ({
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: `${slackOrigin}/api/`,
    AWS_ENDPOINT_URL: awsServer.origin,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: botAccessKeyId,
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    SIGNALBOX_CONFIG: policy.path(),
    SIGNALBOX_DATA: join(dataFolder, 'store'),
    SIGNALBOX_TOKEN_KEY: tokenKey,
    SIGNALBOX_QUEUE_URL: aws.queueUrl(),
  });
  const writeEnv = () => {
    const lines = Object.entries(env()).map(([name, value]) => `${name}=${value}`);
    writeFileSync(join(dataFolder, 'bot.env'), `${lines.join('\n')}\n`, { mode: 0o600 });
  };
  writeEnv();
  const bot = createBotProcess({
    program: options.botProgram ?? '',
    env: () => ({ ...options.environment, ...env() }),
    logFile: join(dataFolder, 'bot.log'),
    offsetMs: () => clock.offsetMs,
  });
  const hasBot = options.botProgram !== undefined;
  const startBot = async (): Promise<void> => {
    if (!hasBot) return;
    const started = await bot.start();
    if (started.kind === 'failed') throw new BotNotStarted(started);
  };

  const knobs: KnobNeeds = {
    clock,
    faults,
    calls,
    holds,
    bot,
    hasBot,
    inTurn: createTurns(),
    env,
    health: () => ({
      ready: ready && (!hasBot || bot.pid() !== undefined),
      slack: `${slackOrigin}/api/`,
      aws: awsServer.origin,
      queue_url: aws.queueUrl(),
      connections: slack.connections(),
    }),
    aws,
    settled: () => aws.settled(),
    useConfig: (pathOrText) => policy.use(pathOrText),
    async reset() {
      ready = false;
      await bot.kill();
      for (const knob of [faults, calls]) knob.clear();
      holds.release();
      rmSync(join(dataFolder, 'store'), { recursive: true, force: true });
      policy.reset();
      slack.reset();
      aws.reset();
      // Those who set timers have cancelled them: the clock can go back to real time.
      clock.restart();
      await aws.seed(options.seeds);
      await startBot();
      ready = true;
    },
  };

  const stop = async () => {
    // The bot first: a socket that the stand-in kills keeps a client waiting.
    await bot.stop();
    aws.stop();
    slack.stop();
    await slackServer.stop();
    await awsServer.stop();
    await options.functions.stop();
    await options.images?.stop();
  };
  try {
    await startBot();
  } catch (error) {
    await stop();
    throw error;
  }
  ready = true;
  return { slackOrigin, awsOrigin: awsServer.origin, env: env(), stop };
}

export class BotNotStarted extends Error {
  constructor(outcome: Extract<BotStart, { kind: 'failed' }>) {
    super(`The bot did not start:\n${outcome.because}`);
    this.name = 'BotNotStarted';
  }
}

/** Those that the bot reaches: it works in one Region. */
function machineNames({ machines, stacks = [] }: AwsSeeds): readonly string[] {
  const made = stacks.filter((stack) => stack.region === region).flatMap(({ resources }) => resources);
  return [...machines, ...made.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine')].map(
    ({ name }) => name,
  );
}

class NoDataFolder extends CodedError {
  readonly code = 'no-data-folder';
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new NoDataFolder(
      `The data folder ${folder} cannot be made (${messageOf(error)}). Choose another with --data DIR.`,
      { cause: error },
    );
  }
}

/** The key stays with the store that it encrypts. */
function keptKey(dataFolder: string): string {
  const file = join(dataFolder, 'token.key');
  if (!existsSync(file)) writeFileSync(file, `k1:${randomBytes(32).toString('base64')}`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
