import { spawn, spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { built, until, type Stage } from './stage.ts';

/** A bot beside a stage that has none, with a folder of its own, to be harmed. */
export interface BotApart {
  readonly pid: number;
  /** Its folder, as it is seen from here. */
  readonly data: string;
  /** Everything that it wrote to standard output: its log. */
  log(): string;
  /** Everything that it wrote to standard error. */
  said(): string;
  health(door: 'live' | 'ready' | 'metrics'): Promise<{ readonly status: number; readonly text: string }>;
  readonly exitCode: Promise<number | null>;
  /** SIGTERM; resolves when it is gone by itself. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** A file system of this size, seen by the bot alone; undefined: a folder on the disk. */
export type Disk = { readonly megabytes: number; readonly readOnly?: true } | undefined;

const own = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];

/** Why a bot cannot have a file system of its own on this machine. */
export const noDiskBecause = spawnSync('unshare', [...own, 'mount', '-t', 'tmpfs', 'none', '/mnt']).status
  ? 'this machine gives no mount namespace (unshare, mount)'
  : undefined;

/** Starts the bot; resolves when it is ready, or gone. @param name of its folder: the same one finds the same files @param more environment than the stage's own */
export async function startApart(
  stage: Stage,
  name: string,
  disk?: Disk,
  more: Readonly<Record<string, string>> = {},
): Promise<BotApart> {
  const folder = join(stage.dataFolder, name);
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const program = ['--enable-source-maps', built];
  const mount = disk && `size=${String(disk.megabytes)}m${disk.readOnly ? ',ro' : ''}`;
  const [command, args] = mount
    ? [
        'unshare',
        [...own, 'sh', '-c', 'mount -t tmpfs -o "$0" none "$1" && shift && exec "$@"', mount, folder],
      ]
    : [process.execPath, program];
  const env = await stage.get<Record<string, string>>('env');
  const bot = spawn(command, mount ? [...args, process.execPath, ...program] : args, {
    env: {
      ...env,
      PATH: process.env['PATH'] ?? '',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      SIGNALBOX_DATA: folder,
      SIGNALBOX_HTTP_PORT: String(port),
      SIGNALBOX_HTTP_HOST: '127.0.0.1',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  let said = '';
  bot.stdout.setEncoding('utf8').on('data', (part: string) => (log += part));
  bot.stderr.setEncoding('utf8').on('data', (part: string) => (said += part));
  const exitCode = new Promise<number | null>((resolve) => {
    bot.once('close', (code) => {
      resolve(code);
    });
  });
  const pid = bot.pid ?? 0;
  const one: BotApart = {
    pid,
    // Each process shows its own file systems to whoever may look at it.
    data: mount ? join('/proc', String(pid), 'root', folder) : folder,
    log: () => log,
    said: () => said,
    async health(door) {
      const response = await fetch(`http://127.0.0.1:${String(port)}/${door}`);
      return { status: response.status, text: await response.text() };
    },
    exitCode,
    async stop() {
      bot.kill('SIGTERM');
      await exitCode;
    },
    async kill() {
      bot.kill('SIGKILL');
      await exitCode;
    },
  };
  await until(() => Promise.resolve(log.includes('"signalbox started"') || bot.exitCode !== null));
  return one;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
