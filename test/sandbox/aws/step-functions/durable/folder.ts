import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import type { JsonObject } from '../../../../../src/platform/index.ts';
import { createFileJournal } from '../../../../../src/sandbox/aws/step-functions/index.ts';
import { openAccount } from '../account.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export type Answers = Parameters<typeof openAccount>[0];

/** One folder, and one process after the other on it. None is told to stop: each is killed by the next. */
export function openFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-aws-'));
  folders.push(folder);
  let at = Date.parse('2026-01-02T03:04:05Z');
  return {
    file: join(folder, 'executions.jsonl'),
    later(seconds: number) {
      at += seconds * 1000;
    },
    async next(answers: Answers = {}) {
      const account = openAccount(answers, { journal: createFileJournal(folder), at });
      await account.restore();
      return account;
    },
  };
}

export const activityArn = 'arn:aws:states:us-east-1:000000000000:activity:A';
export const activityTask = {
  StartAt: 'T',
  States: { T: { Type: 'Task', Resource: activityArn, End: true } },
};
export const waiting = (seconds: number): JsonObject => ({
  StartAt: 'W',
  States: { W: { Type: 'Wait', Seconds: seconds, End: true } },
});
