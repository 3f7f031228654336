import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../src/platform/index.ts';

/** What a log line became, read from the stream as it leaves the process. */
function written(write: (log: ReturnType<typeof createLogger>) => void): string {
  const destination = new PassThrough();
  write(createLogger({ level: 'debug', destination }));
  return String(destination.read());
}

// None of these is one that anybody was given; they have the shape alone.
const canaries = {
  'a bot token': 'xoxb-1234567890-1234567890123-canarycanarycanarycanary',
  'an app token': 'xapp-1-A0CANARY-1234567890-canarycanarycanarycanary',
  'an access key': 'AKIACANARYCANARY1234',
};

describe('the log', () => {
  it.each(Object.entries(canaries))(
    'never has %s in it, in a field, in a sentence or in an error',
    (_, secret) => {
      for (const line of [
        written((log) => {
          log.info({ because: `refused: ${secret}` }, 'ask rejected');
        }),
        written((log) => {
          log.warn(`called with ${secret}`);
        }),
        written((log) => {
          log.error({ err: new Error(`400 ${secret}`) }, 'due work failed');
        }),
        written((log) => {
          log.child({ deep: { deeper: [secret] } }).info('bound');
        }),
      ])
        expect(line).not.toContain(secret);
    },
  );

  it.each(['token', 'taskToken', 'secret', 'password', 'authorization', 'tokenKey'])(
    'never has the field %s in it, up to two levels down',
    (name) => {
      const line = written((log) => {
        log.info({ [name]: 'canary', a: { [name]: 'canary', b: { [name]: 'canary' } } }, 'told');
      });
      expect(line).not.toContain('canary');
      expect(line).toContain('[removed]');
    },
  );

  it('keeps the ids that are bound to it', () => {
    const line = written((log) => {
      log.child({ approvalId: 'apr_1' }).info({ executionArn: 'arn:aws:states:x' }, 'approval decided');
    });
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      approvalId: 'apr_1',
      executionArn: 'arn:aws:states:x',
      msg: 'approval decided',
    });
  });
});
