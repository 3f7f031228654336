import pino, { type DestinationStream, type Logger } from 'pino';
import { scrub } from './redactor.ts';

export type { Logger } from 'pino';
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Fields that never reach a log, wherever they stand. */
const secretPaths = [
  'token',
  'taskToken',
  'secret',
  'password',
  'authorization',
  'botToken',
  'appToken',
  'tokenKey',
];

/**
 * JSON lines on standard output. Secrets are removed twice: by field name here, and by shape (task tokens, Slack
 * tokens, access keys) over the finished line.
 */
export function createLogger(options: { level: LogLevel; destination?: DestinationStream }): Logger {
  const sink = options.destination ?? pino.destination(1);
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: secretPaths.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[removed]',
      },
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write(line: string) {
        sink.write(scrub(line));
      },
    },
  );
}

/** For parts of the test suite that do not look at the log. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' });
}
