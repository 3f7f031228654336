import { once } from 'node:events';
import { loadConfig } from '../config/index.ts';
import { systemClock } from '../platform/index.ts';
import { withRecords } from './bot-records.ts';
import { readFile } from './read-file.ts';

/** `signalbox audit export`: JSON Lines in order of writing, never more than a page of them in memory. */
export async function exportAudit(given: {
  readonly approval?: string;
  readonly since?: number;
}): Promise<void> {
  const { stdout } = process;
  const { approval, since = 0 } = given;
  // Whoever reads may have seen enough, such as `head`.
  const readerGone = new Promise<'gone'>((resolve) => {
    stdout.once('error', () => {
      resolve('gone');
    });
  });
  await withRecords(loadConfig(readFile), systemClock(), async ({ store }) => {
    for await (const entry of store.audit(approval)) {
      if (entry.at < since || stdout.write(`${JSON.stringify(entry)}\n`)) continue;
      if ((await Promise.race([once(stdout, 'drain'), readerGone])) === 'gone') return;
    }
  });
}
