import { once } from 'node:events';
import { loadConfig } from '../config/index.ts';
import { systemClock } from '../platform/index.ts';
import type { AuditLine } from './audit-chains.ts';
import { withRecords, type BotRecords } from './bot-records.ts';
import { readFile } from './read-file.ts';

/** `signalbox audit export`: JSON Lines each chain in order of writing, never more than a page of them in memory. */
export async function exportAudit(given: {
  readonly approval?: string;
  readonly person?: string;
  readonly since?: number;
}): Promise<void> {
  const { stdout } = process;
  const { approval, person, since = 0 } = given;
  // Whoever reads may have seen enough, such as `head`.
  const readerGone = new Promise<'gone'>((resolve) => {
    stdout.once('error', () => {
      resolve('gone');
    });
  });
  await withRecords(loadConfig(readFile), systemClock(), async ({ store, refusals }) => {
    for await (const entry of linesOf({ store, refusals }, { approval, person })) {
      if (entry.at < since || stdout.write(`${JSON.stringify(entry)}\n`)) continue;
      if ((await Promise.race([once(stdout, 'drain'), readerGone])) === 'gone') return;
    }
  });
}

/** The approvals' lines, then what people were refused; of one alone where one is named. */
async function* linesOf(
  { store, refusals }: Pick<BotRecords, 'store' | 'refusals'>,
  { approval, person }: { readonly approval: string | undefined; readonly person: string | undefined },
): AsyncGenerator<AuditLine> {
  if (person === undefined || approval !== undefined) yield* store.audit(approval);
  if (approval === undefined || person !== undefined) yield* refusals.lines(person);
}
