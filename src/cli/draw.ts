import { writeFileSync } from 'node:fs';
import { createAws } from '../aws/index.ts';
import { placeOfAws } from '../config/index.ts';
import type { StepFunctions } from '../executions/index.ts';
import { messageOf, silentLogger, systemClock } from '../platform/index.ts';
import { drawPicture, type PictureRequest } from '../pictures/index.ts';
import { knownAccounts } from './known-accounts.ts';
import { readFile } from './read-file.ts';

interface DrawOptions {
  readonly output: string;
  readonly dark?: true;
  /** An execution's ARN, or its name beside the ARN of a state machine. */
  readonly execution?: string;
}

/** A history holds 25,000 events at most. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const wholeHistory = 25_000;
const arnOf = {
  machine: /^arn:[\w-]+:states:[\w-]*:\d*:stateMachine:/,
  execution: /^arn:[\w-]+:states:[\w-]*:\d*:execution:/,
  express: /^arn:[\w-]+:states:[\w-]*:\d*:express:/,
};

/** `signalbox draw FILE|ARN -o x.svg`: a picture of a state machine, or of one execution of it. */
export async function draw(what: string, given: DrawOptions): Promise<void> {
  const format = formatOf(given.output);
  const request = await requestOf(what, given);
  const { svg, png } = await drawPicture({ ...request, theme: given.dark ? 'dark' : 'light', format });
  if (given.output === '-') process.stdout.write(`${svg}\n`);
  else {
    try {
      writeFileSync(given.output, png ?? svg);
    } catch (error) {
      throw new Error(`${given.output} cannot be written (${messageOf(error)}). Name another file after -o.`);
    }
    process.stdout.write(`${given.output} is drawn.\n`);
  }
}

function formatOf(output: string): 'svg' | 'png' {
  if (output === '-' || output.endsWith('.svg')) return 'svg';
  if (output.endsWith('.png')) return 'png';
  throw new Error(
    `Nothing was drawn: ${output} ends in neither .svg nor .png. Write -o NAME.svg, -o NAME.png, or -o - for SVG on standard output.`,
  );
}

async function requestOf(what: string, { execution }: DrawOptions): Promise<PictureRequest> {
  const executionArn = executionArnOf(what, execution);
  const isArn = /^arn:[\w-]+:/.test(what);
  if (isArn && !arnOf.machine.test(what) && executionArn !== what)
    throw new Error(`Nothing was drawn: ${what} is the ARN of no state machine and of no execution.`);
  const text = isArn ? undefined : definitionIn(what);
  if (text !== undefined && executionArn === undefined) return { definition: text };
  return withStepFunctions(async (stepFunctions) => {
    const found = text === undefined ? await stepFunctions.definition(executionArn ?? what) : undefined;
    const definition = text ?? found?.definition ?? '';
    const machine = found?.machine ?? executionArn?.split(':')[6] ?? '';
    if (executionArn === undefined) return { definition, title: { machine } };
    return { definition, ...(await runOf(stepFunctions, executionArn, machine)) };
  });
}

/** Its history, and the words above the picture. */
async function runOf(stepFunctions: StepFunctions, executionArn: string, machine: string) {
  const run = await stepFunctions.describe(executionArn);
  const limit = { newestFirst: false, limit: wholeHistory };
  const events = await stepFunctions.history(executionArn, limit);
  const now = systemClock().now();
  const durationMs = (run.stoppedAt ?? now) - run.startedAt;
  return { events, now, title: { machine, execution: run.name, status: run.status, durationMs } };
}

function executionArnOf(what: string, execution: string | undefined): string | undefined {
  const named = execution ?? (arnOf.machine.test(what) ? undefined : what);
  if (named === undefined) return undefined;
  if (arnOf.express.test(named))
    throw new Error(`Nothing was drawn: AWS keeps no history of an express execution (${named}).`);
  if (arnOf.execution.test(named)) return named;
  if (execution === undefined) return undefined;
  if (arnOf.machine.test(what)) return `${what.replace(':stateMachine:', ':execution:')}:${execution}`;
  throw new Error(
    `Nothing was drawn: ${execution} is no ARN of an execution. A name alone is enough beside the ARN of a state machine.`,
  );
}

function definitionIn(file: string): string {
  try {
    return readFile(file);
  } catch (error) {
    throw new Error(
      `${file} cannot be read (${messageOf(error)}). Name a definition, or the ARN of a state machine or of an execution.`,
    );
  }
}

async function withStepFunctions<T>(work: (stepFunctions: StepFunctions) => Promise<T>): Promise<T> {
  const accounts = knownAccounts();
  const aws = createAws({ ...placeOfAws(), accounts, clock: systemClock(), log: silentLogger() });
  return work(aws.stepFunctions).finally(() => aws.stop());
}
