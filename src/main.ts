import { readFileSync } from 'node:fs';
import { createApp } from './app.ts';
import { ConfigInvalid, loadConfig, reloadPolicy } from './config/index.ts';
import {
  createLogger,
  createShiftableClock,
  isJsonObject,
  messageOf,
  StoreUnusable,
} from './platform/index.ts';

/** Exit code of a start that somebody must mend first (sysexits EX_CONFIG). */
const configFault = 78;
/** Exit code where the store cannot be used, at the start or for good while running (sysexits EX_IOERR). */
const storeFault = 74;
/** Longest time for the work in flight where the store is lost for good, ms. */
const lastWorkMs = 10_000;

const readFile = (path: string) => readFileSync(path, 'utf8');

async function main(): Promise<void> {
  const config = loadConfig(readFile);
  const log = createLogger({ level: config.logLevel });
  const clock = createShiftableClock();
  const gaveUp = (because: string) => {
    process.stderr.write(`Signalbox stops. ${because}\n`);
    const gone = () => process.exit(storeFault);
    setTimeout(gone, lastWorkMs);
    app.stop().then(gone, gone);
  };
  const app = createApp(config, { clock, log, gaveUp });
  let started = false;
  // Only a sandbox that started this process has such a channel: its clock can be moved, and ours follows.
  process.on('message', (message: unknown) => {
    if (!isJsonObject(message) || message['kind'] !== 'clock' || typeof message['offsetMs'] !== 'number')
      return;
    void clock.shiftTo(message['offsetMs']).then(() => (started ? app.look() : undefined));
  });
  await app.start();
  started = true;
  log.info({ gates: config.policy.gates.size, region: config.aws.region }, 'signalbox started');
  process.send?.({ kind: 'ready' });

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'not stopped cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => {
    stop('SIGTERM');
  });
  process.on('SIGINT', () => {
    stop('SIGINT');
  });
  process.on('SIGHUP', () => {
    const loaded = reloadPolicy(config.policyFile, readFile);
    if ('policy' in loaded) {
      app.usePolicy(loaded.policy);
      log.info({ gates: loaded.policy.gates.size }, 'policy reloaded');
    } else log.error({ faults: loaded.faults }, 'policy not reloaded: the old one stays in force');
  });
  process.on('disconnect', () => {
    stop('the sandbox went away');
  });
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigInvalid) return configFault;
  return error instanceof StoreUnusable ? storeFault : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`Signalbox did not start. ${messageOf(error)}\n`);
  process.exit(exitCodeOf(error));
});
