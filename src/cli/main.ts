#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { messageOf } from '../platform/index.ts';
import { listDeadLetters, replayDeadLetters, showDeadLetter } from './dlq.ts';
import { lint } from './lint.ts';
import { sandbox } from './sandbox.ts';
import { version } from './version.ts';

const program = new Command('signalbox')
  .description('Approvals and executions of AWS Step Functions, worked in Slack')
  .configureHelp({ sortSubcommands: true })
  .version(version)
  .showHelpAfterError('(add --help for what there is)');

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
  .action(sandbox);

program
  .command('lint')
  .description('check a signalbox.yaml')
  .argument('<file>', 'such as signalbox.yaml')
  .action(lint);

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
  .action(listDeadLetters);
dlq
  .command('show')
  .description('one message whole, without its secrets')
  .argument('<id>')
  .option(...queue)
  .action(showDeadLetter);
dlq
  .command('replay')
  .description('send messages to the queue again')
  .argument('[id...]')
  .option('--all', 'all of them')
  .option(...queue)
  .action(replayDeadLetters);

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError('a port is a number from 0 to 65535.');
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
