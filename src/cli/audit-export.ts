import { once } from 'node:events';
import { loadConfig } from '../config/index.ts';
import { systemClock } from '../platform/index.ts';
import type { AuditLine } from './audit-chains.ts';
import { withRecords, type BotRecords } from './bot-records.ts';
import { readFile } from './read-file.ts';

/** `signalbox audit export`: JSON Lines each chain in order of writing, never more than a page of them in memory. */
export async function exportAudit(given: {
  readonly approval?: string;
  readonly incident?: string;
  readonly person?: string;
  readonly since?: number;
}): Promise<void> {
  const { stdout } = process;
  const { approval, incident, person, since = 0 } = given;
  // Whoever reads may have seen enough, such as `head`.
  const readerGone = new Promise<'gone'>((resolve) => {
    stdout.once('error', () => {
      resolve('gone');
    });
  });
  await withRecords(loadConfig(readFile), systemClock(), async (records) => {
    for await (const entry of linesOf(records, { approval, incident, person })) {
      if (entry.at < since || stdout.write(`${JSON.stringify(entry)}\n`)) continue;
      if ((await Promise.race([once(stdout, 'drain'), readerGone])) === 'gone') return;
    }
  });
}

/** The approvals' lines, then the incidents', then what people were refused; of those alone that are named. */
async function* linesOf(
  { store, incidents, refusals }: Pick<BotRecords, 'store' | 'incidents' | 'refusals'>,
  { approval, incident, person }: Readonly<Record<'approval' | 'incident' | 'person', string | undefined>>,
): AsyncGenerator<AuditLine> {
  const all = approval === undefined && incident === undefined && person === undefined;
  if (all || approval !== undefined) yield* store.audit(approval);
  if (all || incident !== undefined) yield* incidents.audit(incident);
  if (all || person !== undefined) yield* refusals.lines(person);
}
