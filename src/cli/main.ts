#!/usr/bin/env node
import { Argument, Command, CommanderError, InvalidArgumentError } from 'commander';
import { isJsonObject, messageOf, parseJson, type JsonObject } from '../platform/index.ts';
import { version } from './version.ts';

const program = new Command('signalbox')
  .description('Approvals and executions of AWS Step Functions, worked in Slack')
  .configureHelp({ sortSubcommands: true })
  .version(version)
  .showHelpAfterError('(add --help for what there is)')
  .exitOverride();

program
  .command('start')
  .description('start the bot against the Slack and the AWS of the environment')
  .action(async () => {
    await import('../main.ts');
  });

program
  .command('sandbox')
  .description('start a local Slack and a local AWS, and the bot against them')
  .option('--port <n>', 'port of Slack and of the page', port, 4700)
  .option('--aws-port <n>', 'port of AWS; 0 picks a free one', port, 4566)
  .option('--data <dir>', 'folder that is kept between runs (default: a fresh temporary one)')
  .option('--config <file>', 'a signalbox.yaml instead of the sample')
  .option('--functions <dir>', 'folder of your own Lambda functions: NAME.mjs exports handler')
  .option('--no-bot', 'only the stand-ins')
  .option('--tour <name>', 'play one story and print what happens')
  .option('--list-tours', 'print the stories there are')
  .action(later(async () => (await import('./sandbox.ts')).sandbox));

program
  .command('approvals')
  .description(
    "list what waits for a decision, from the bot's records: title, gate, machine, deadline, who can decide",
  )
  .option(
    '--mine',
    'only what you may decide: who you are says AWS (sts:GetCallerIdentity), mapped by people:',
  )
  .option('--json', 'as a JSON array')
  .action(later(async () => (await import('./approvals.ts')).listApprovals));

program
  .command('decide')
  .description(
    'decide an approval as whoever AWS says you are; a gate of severity critical is decided only here',
  )
  .argument('<id>', 'such as apr_0198c2; `signalbox approvals` lists them')
  .addArgument(new Argument('<verdict>', 'what you decide').choices(['approve', 'reject']))
  .option('--reason <text>', 'why; some gates want it')
  .option('--form <json>', "the gate's form, as a JSON object", jsonObject)
  .addHelpText(
    'after',
    `
Needs the bot's environment (SIGNALBOX_CONFIG, SIGNALBOX_DATA, SLACK_BOT_TOKEN, ...) and your own AWS credentials. Your ARN
must stand under people: of signalbox.yaml (iam:); a session of a role counts as its role. It records the decision; the
running bot tells the workflow within a second. Exit code: 0 recorded, 1 refused, 2 usage.

Example: signalbox decide apr_0198c2 reject --reason "The tests of 2.14.0 fail"`,
  )
  .action(later(async () => (await import('./decide.ts')).decide));

const incidents = program
  .command('incidents')
  .description("look at incidents, from the bot's records, also while Slack is down");
incidents
  .command('list')
  .description('what is open, loudest first')
  .option('--all', 'all that is kept: resolved ones and notices too, oldest first')
  .option('--json', 'as a JSON array')
  .action(later(async () => (await import('./incidents.ts')).listIncidents));
incidents
  .command('show')
  .description('one whole: how it stands, its facts, its timeline')
  .argument('<id>', 'its id, or how that ends: such as 4kq9')
  .action(later(async () => (await import('./incidents.ts')).showIncident));
incidents
  .command('export')
  .description('facts and timeline as Markdown, for a post-mortem to start from')
  .argument('[id]', 'its id, or how that ends (default: all that are open)')
  .option('-o, --output <file>', 'NAME.md, or - for standard output', '-')
  .action(later(async () => (await import('./incidents.ts')).exportIncidents));

const audit = program
  .command('audit')
  .description(
    'take out, and check, the lines that say who did what: chained by hash per approval, incident and person',
  );
audit
  .command('export')
  .description(
    'write the audit as JSON Lines, in order of writing: signalbox audit export --since 2026-05-01 > may.jsonl',
  )
  .option('--approval <id>', 'only the lines of one approval')
  .option('--incident <id>', 'only the lines of one incident')
  .option('--person <id>', 'only what one person was refused, by Slack user id')
  .option(
    '--since <date>',
    'only lines of this moment or later, such as 2026-05-01 or 2026-05-01T12:00:00Z (UTC)',
    moment,
  )
  .action(later(async () => (await import('./audit-export.ts')).exportAudit));
audit
  .command('verify')
  .description(
    "check every chain; without a file those of the bot's records. Says the first broken line; exit code 1",
  )
  .argument(
    '[file]',
    'an export, such as may.jsonl; whether its last lines are missing only the records can tell',
  )
  .action(later(async () => (await import('./audit-verify.ts')).verifyAudit));

program
  .command('doctor')
  .description(
    'look at this machine, settings, signalbox.yaml, Slack and AWS, and say what to mend; changes nothing of them. Exit code 1 where something is wrong',
  )
  .action(later(async () => (await import('./doctor/index.ts')).doctor));

program
  .command('whoami')
  .description(
    'who AWS says that you are, who that is to Signalbox, and what you may do by which rule or policy',
  )
  .action(later(async () => (await import('./whoami.ts')).whoami));

program
  .command('init')
  .description('write a commented signalbox.yaml to begin with, and signalbox.schema.json for editors')
  .argument('[dir]', 'where to', '.')
  .option('--force', 'overwrite what is there')
  .action(later(async () => (await import('./init/index.ts')).init));

program
  .command('lint')
  .description(
    'check state machine definitions (Amazon States Language) and signalbox.yaml, told apart by what is in them',
  )
  .argument('<file...>', 'such as signalbox.yaml or deploy.asl.json')
  .addHelpText(
    'after',
    `
Each fault is a line FILE:LINE:COLUMN: error: /States/Deploy/Next: what is wrong; what to do. Exit code 1 where there is one.`,
  )
  .action(later(async () => (await import('./lint/index.ts')).lint));

program
  .command('draw')
  .description('draw a state machine, or how an execution of it stands, as SVG or PNG')
  .argument('<what>', 'a definition (JSON), or the ARN of a state machine or of an execution')
  .option('-o, --output <file>', 'NAME.svg, NAME.png, or - for SVG on standard output', '-')
  .option('--dark', 'light on dark')
  .option(
    '--execution <arn>',
    'show this execution on it; beside the ARN of a state machine its name is enough',
  )
  .addHelpText(
    'after',
    `
An ARN needs AWS_REGION and your AWS credentials, with states:DescribeStateMachine; for an execution also
states:DescribeExecution, states:DescribeStateMachineForExecution and states:GetExecutionHistory.`,
  )
  .action(later(async () => (await import('./draw.ts')).draw));

const dlq = program
  .command('dlq')
  .description('look at, and send again, the messages that nobody could act on');
const queue = [
  '--queue <url>',
  'the queue whose dead letters are meant (default: the one of signalbox.yaml)',
] as const;
dlq
  .command('list')
  .description('every message, with the reason')
  .option(...queue)
  .action(later(async () => (await import('./dlq.ts')).listDeadLetters));
dlq
  .command('show')
  .description('one message whole, without its secrets')
  .argument('<id>')
  .option(...queue)
  .action(later(async () => (await import('./dlq.ts')).showDeadLetter));
dlq
  .command('replay')
  .description('send messages to the queue again')
  .argument('[id...]')
  .option('--all', 'all of them')
  .option(...queue)
  .action(later(async () => (await import('./dlq.ts')).replayDeadLetters));

program
  .command('routes')
  .description('see what comes of an event by the routes of signalbox.yaml')
  .command('test')
  .description(
    'how an event is read, which routes take it and what they would do, and at which field the others do not match; does nothing',
  )
  .argument('<event>', 'file with an event as JSON, as EventBridge sends it')
  .option('--config <file>', 'a signalbox.yaml (default: that of SIGNALBOX_CONFIG, or ./signalbox.yaml)')
  .action(later(async () => (await import('./routes/index.ts')).testRoutes));

const store = program
  .command('store')
  .description("the bot's records: make their DynamoDB table, copy or check them");
store
  .command('create')
  .description('make the DynamoDB table of SIGNALBOX_TABLE')
  .action(later(async () => (await import('./store.ts')).createStore));
store
  .command('backup')
  .description('copy the SQLite file of SIGNALBOX_DATA into a new file, while the bot is at work')
  .argument('<file>', 'such as backups/2026-05-01.db; one that is there already is refused')
  .action(later(async () => (await import('./store.ts')).backUpStore));
store
  .command('check')
  .description(
    'look whether the SQLite file is whole, and check every chain of the audit. Exit code 1 where it is not',
  )
  .action(later(async () => (await import('./store.ts')).checkStore));

/** A command whose code is loaded when it is called, so that the others start at once. */
function later<Given extends unknown[]>(
  load: () => Promise<(...given: Given) => unknown>,
): (...given: Given) => Promise<void> {
  return async (...given) => {
    const act = await load();
    await act(...given);
  };
}

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError('a port is a number from 0 to 65535.');
}

/** A reader that goes away (`| head -1`) is no reason to fall over. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

function moment(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new InvalidArgumentError(
    'write a date such as 2026-05-01, or a moment such as 2026-05-01T12:00:00Z.',
  );
}

function jsonObject(text: string): JsonObject {
  const value = parseJson(text);
  if (isJsonObject(value)) return value;
  throw new InvalidArgumentError('write a JSON object, such as {"window": "tonight"}.');
}

/** Exit code of a line that cannot be understood; 1 is a refusal or a fault found. */
const usage = 2;

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : usage;
  else {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
