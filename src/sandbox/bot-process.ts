import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';

/** How long a bot may take to come up before the sandbox says what its log says. */
const startWithinMs = 60_000;
/** How long a stopped bot may finish what it is doing. */
const stopWithinMs = 20_000;

export type BotStart =
  | { readonly kind: 'ready'; readonly pid: number }
  /** It went away, or never came up; `because` is what it wrote. */
  | { readonly kind: 'failed'; readonly because: string };

/** The bot, a process of its own: killed, stopped and started like anybody's. */
export interface BotProcess {
  start(): Promise<BotStart>;
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Its clock runs as far ahead as the sandbox's. */
  tellClock(offsetMs: number): void;
  pid(): number | undefined;
}

export function createBotProcess(options: {
  /** The bot's main file. */
  program: string;
  env: () => Readonly<Record<string, string>>;
  logFile: string;
  offsetMs: () => number;
}): BotProcess {
  let child: ChildProcess | undefined;

  const gone = (bot: ChildProcess) =>
    new Promise<void>((resolve) => {
      // What was never started never exits.
      if (bot.pid === undefined || bot.exitCode !== null || bot.signalCode !== null) resolve();
      else
        bot.once('exit', () => {
          resolve();
        });
    });
  const end = async (signal: NodeJS.Signals) => {
    const bot = child;
    child = undefined;
    if (!bot) return;
    bot.kill(signal);
    const hard = setTimeout(() => bot.kill('SIGKILL'), stopWithinMs);
    await gone(bot);
    clearTimeout(hard);
  };

  /** A bot that is just going away hears nothing; that is no fault of the sandbox. */
  const tell = (bot: ChildProcess, offsetMs: number) => {
    if (bot.connected) bot.send({ kind: 'clock', offsetMs }, () => undefined);
  };

  return {
    async start() {
      if (child) return { kind: 'ready', pid: child.pid ?? 0 };
      const log = openSync(options.logFile, 'a');
      const from = statSync(options.logFile).size;
      const bot = spawn(process.execPath, ['--enable-source-maps', options.program], {
        // What the sandbox gives, and no more: nothing of the shell's AWS or Slack settings leaks in.
        env: { ...options.env() },
        stdio: ['ignore', log, log, 'ipc'],
      });
      closeSync(log);
      child = bot;
      bot.once('exit', () => {
        if (child === bot) child = undefined;
      });
      bot.on('error', () => undefined);
      tell(bot, options.offsetMs());
      const outcome = await new Promise<BotStart>((resolve) => {
        const timer = setTimeout(() => {
          resolve({ kind: 'failed', because: 'it did not come up in time' });
        }, startWithinMs);
        bot.on('message', (message: unknown) => {
          if (
            typeof message !== 'object' ||
            message === null ||
            !('kind' in message) ||
            message.kind !== 'ready'
          )
            return;
          clearTimeout(timer);
          resolve({ kind: 'ready', pid: bot.pid ?? 0 });
        });
        bot.once('exit', () => {
          clearTimeout(timer);
          resolve({ kind: 'failed', because: readFileSync(options.logFile, 'utf8').slice(from).trim() });
        });
        bot.once('error', (error) => {
          clearTimeout(timer);
          resolve({ kind: 'failed', because: error.message });
        });
      });
      if (outcome.kind === 'failed') await end('SIGKILL');
      return outcome;
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    tellClock(offsetMs) {
      if (child) tell(child, offsetMs);
    },
    pid: () => child?.pid,
  };
}
