import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentOf } from '../config/index.ts';
import { createLogger, messageOf } from '../platform/index.ts';
import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import { shippedStacks } from '../workflows/index.ts';
import { loadFunctions, shippedFunctions, shippedImages } from './functions.ts';
import { readFile } from './read-file.ts';
import { createStage, tours } from './tours/index.ts';

/** On Node 20 the AWS SDK warns of its next year's floor; in the bot's log of a sandbox that only puzzles. */
const quietSdk = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

interface SandboxArguments {
  readonly port: number;
  readonly awsPort: number;
  readonly data?: string;
  readonly config?: string;
  readonly functions?: string;
  readonly bot: boolean;
  readonly tour?: string;
  readonly listTours?: boolean;
}

/** `signalbox sandbox`. */
export async function sandbox(given: SandboxArguments): Promise<void> {
  if (given.listTours === true) {
    for (const [name, tour] of Object.entries(tours))
      process.stdout.write(`${name.padEnd(20)} ${tour.about}\n`);
    return;
  }
  const tour = given.tour === undefined ? undefined : tours[given.tour];
  if (given.tour !== undefined && !tour) {
    throw new Error(`There is no tour "${given.tour}". There are: ${Object.keys(tours).join(', ')}.`);
  }
  const functions = given.functions === undefined ? shippedFunctions() : await loadFunctions(given.functions);
  const folder = given.data === undefined ? mkdtempSync(join(tmpdir(), 'signalbox-')) : resolve(given.data);
  const clean = () => {
    if (given.data === undefined) rmSync(folder, { recursive: true, force: true });
  };
  let running: Sandbox;
  try {
    running = await startSandbox({
      port: tour ? 0 : given.port,
      awsPort: tour ? 0 : given.awsPort,
      dataFolder: folder,
      keepsAws: given.data !== undefined,
      ...(given.config !== undefined && { policyFile: resolve(given.config) }),
      ...((given.bot || tour !== undefined) && {
        botProgram: fileURLToPath(new URL('../main.js', import.meta.url)),
      }),
      seeds: { machines: [], activities: [], stacks: shippedStacks() },
      functions,
      images: shippedImages(),
      environment: {
        ...quietSdk,
        ...(given.config !== undefined && environmentFor(resolve(given.config))),
      },
      log: createLogger({ level: 'warn' }),
    });
  } catch (error) {
    clean();
    throw error;
  }
  if (tour) {
    const stage = createStage({
      slack: running.slackOrigin,
      aws: running.awsOrigin,
      print: (line) => process.stdout.write(`${line}\n`),
    });
    const stuck = await tour.play(stage).then(
      () => [],
      (error: unknown) => [messageOf(error)],
    );
    await running.stop();
    clean();
    const differences = [...stage.differences, ...stuck];
    if (differences.length === 0) {
      process.stdout.write('\nEverything went as the story goes.\n');
      return;
    }
    for (const difference of differences) process.stdout.write(`✗ ${difference}\n`);
    process.exitCode = 1;
    return;
  }
  process.stdout.write(
    `Sandbox ready: Slack and its page ${running.slackOrigin}, AWS ${running.awsOrigin}\n`,
  );
  process.stdout.write(
    `Open the page, act as a person, and try: /workflow start PromotionApproval {"managerEmailAddress": "approver@example.com", "employeeName": "Jane Doe"}\n`,
  );
  process.stdout.write(
    `The bot's log and settings: ${join(folder, 'bot.log')}, ${join(folder, 'bot.env')}. Ctrl-C stops everything.\n`,
  );
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void running.stop().finally(() => {
      clean();
      process.exit(0);
    });
  };
  stopWithParent(stop);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** What the policy's `${NAME}` need of this shell; a file that cannot be read is the bot's to explain. */
function environmentFor(policyFile: string): Readonly<Record<string, string>> {
  try {
    return environmentOf(readFile(policyFile));
  } catch {
    return {};
  }
}

/** How often the sandbox looks whether whoever started it is still there, ms. */
const parentEveryMs = 500;

/** `npm run` puts a shell in between, which passes no signal on: when it is gone, so is the reason to run. */
function stopWithParent(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, parentEveryMs);
  timer.unref();
}
