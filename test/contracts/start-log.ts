import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StartLog } from '../../src/executions/index.ts';
import { monday } from './records.ts';
import type { Opened } from './opened.ts';

const start = {
  executionArn: 'arn:aws:states:eu-west-1:000000000000:execution:hello:one',
  startedBy: 'U0REQUESTER',
  at: monday,
  via: 'slack',
};

/** What every implementation of StartLog is held to. */
export function describeStartLog(technology: string, open: () => Opened<{ starts: StartLog }>): void {
  describe(`starts in ${technology}`, () => {
    let log: StartLog;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      ({ starts: log, close } = await open());
    });
    afterEach(async () => {
      await close();
    });

    it('finds who started an execution by its ARN', async () => {
      await log.remember(start);
      expect(await log.startOf(start.executionArn)).toEqual(start);
    });

    it('knows nobody for an execution that was started elsewhere', async () => {
      await log.remember(start);
      expect(await log.startOf(`${start.executionArn}-other`)).toBeUndefined();
    });

    it('keeps the first of two starts under one ARN: a repeated start does not change hands', async () => {
      await log.remember(start);
      await log.remember({ ...start, startedBy: 'U0STRANGER', at: monday + 1 });
      expect((await log.startOf(start.executionArn))?.startedBy).toBe('U0REQUESTER');
    });
  });
}
