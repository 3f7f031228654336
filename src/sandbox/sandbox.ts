import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createShiftableClock, type Logger } from '../platform/index.ts';
import { createLocalAws, type AwsSeeds, type FunctionFiles } from './aws/index.ts';
import { createBotProcess, type BotStart } from './bot-process.ts';
import { knobDoor, type KnobNeeds } from './knob-doors.ts';
import { createCallLog } from './knobs/calls.ts';
import { createFaults } from './knobs/faults.ts';
import { createHolds } from './knobs/holds.ts';
import { createPage } from './page/index.ts';
import { readManifest, readSeeds, samplePolicy } from './seeds.ts';
import { createLocalSlack } from './slack/index.ts';
import { json, type WebHandler } from './web/request.ts';
import { isLocal, serve } from './web/server.ts';

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
  /** Replaces the sample signalbox.yaml. */
  readonly policyFile?: string;
  /** The bot's main file; absent for the stand-ins alone. */
  readonly botProgram?: string;
  readonly seeds: AwsSeeds;
  readonly functions: FunctionFiles;
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

/** Starts the local Slack, the local AWS, and the bot against them. @throws {PortTaken}, {BotNotStarted} */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataFolder, log } = options;
  mkdirSync(dataFolder, { recursive: true });
  const clock = createShiftableClock();
  const faults = createFaults();
  const calls = createCallLog();
  const holds = createHolds();
  let slackOrigin = '';
  let awsOrigin = '';
  let policyFile = options.policyFile ?? fileURLToPath(samplePolicy);
  let ready = false;

  const aws = createLocalAws({
    clock,
    faults,
    calls,
    holds,
    botAccessKeyId,
    functions: options.functions,
    origin: () => awsOrigin,
    log,
  });
  const manifest = readManifest();
  const slack = createLocalSlack({
    clock,
    faults,
    calls,
    holds,
    log,
    manifest,
    seeds: readSeeds(),
    origin: () => slackOrigin,
  });
  await aws.seed(options.seeds);
  const awsServer = await serve({ port: options.awsPort, option: 'aws-port', handler: aws.handler });
  awsOrigin = awsServer.origin;
  options.functions.useEnvironment({
    AWS_ENDPOINT_URL: awsServer.origin,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: functionAccessKeyId,
    AWS_SECRET_ACCESS_KEY: 'sandbox',
  });
  const page = createPage({
    commands: manifest.offered,
    machines: options.seeds.machines.map(({ name }) => name),
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
  const slackServer = await serve({ port: options.port, option: 'port', handler }).catch(
    async (error: unknown) => {
      await awsServer.stop();
      throw error;
    },
  );
  slackOrigin = slackServer.origin;
  slackServer.server.on('upgrade', (request, socket, head) => {
    if (!isLocal(request) || !slack.upgrade(request, socket, head)) socket.destroy();
  });

  const tokenKey = keptKey(dataFolder);
  const env = (): Readonly<Record<string, string>> => ({
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: `${slackOrigin}/api/`,
    AWS_ENDPOINT_URL: awsServer.origin,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: botAccessKeyId,
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    SIGNALBOX_CONFIG: policyFile,
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
  const startBot = async (): Promise<void> => {
    if (options.botProgram === undefined) return;
    const started = await bot.start();
    if (started.kind === 'failed') throw new BotNotStarted(started);
  };

  const knobs: KnobNeeds = {
    clock,
    faults,
    calls,
    holds,
    bot,
    env,
    health: () => ({
      ready,
      slack: `${slackOrigin}/api/`,
      aws: awsServer.origin,
      queue_url: aws.queueUrl(),
      connections: slack.connections(),
    }),
    settled: () => aws.settled(),
    useConfig(pathOrText) {
      policyFile = pathOrText.includes('\n') ? join(dataFolder, 'signalbox.yaml') : pathOrText;
      if (pathOrText.includes('\n')) writeFileSync(policyFile, pathOrText);
      writeEnv();
    },
    async reset() {
      ready = false;
      await bot.kill();
      for (const knob of [faults, calls]) knob.clear();
      holds.release();
      rmSync(join(dataFolder, 'store'), { recursive: true, force: true });
      policyFile = options.policyFile ?? fileURLToPath(samplePolicy);
      slack.reset();
      aws.reset();
      await aws.seed(options.seeds);
      writeEnv();
      await startBot();
      ready = true;
    },
  };

  const stop = async () => {
    // The bot first: a socket that the stand-in kills keeps a client waiting.
    await bot.stop();
    aws.reset();
    slack.stop();
    await slackServer.stop();
    await awsServer.stop();
    await options.functions.stop();
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

/** The key stays with the store that it encrypts. */
function keptKey(dataFolder: string): string {
  const file = join(dataFolder, 'token.key');
  if (!existsSync(file)) writeFileSync(file, `k1:${randomBytes(32).toString('base64')}`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
