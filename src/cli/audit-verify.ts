import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { loadConfig } from '../config/index.ts';
import { messageOf, systemClock, type ChainHead, type Link } from '../platform/index.ts';
import { auditLine, createChains, type Chains } from './audit-chains.ts';
import { withRecords, type BotRecords } from './bot-records.ts';
import { print, shown } from './output.ts';
import { readFile } from './read-file.ts';

/** `signalbox audit verify [FILE]`: every line follows the one before it, per approval, incident and person. The first that does not is told. */
export async function verifyAudit(file?: string): Promise<void> {
  const found =
    file === undefined
      ? await withRecords(loadConfig(readFile), systemClock(), (records) => verifyStore(records))
      : await verifyFile(file);
  if (found.broken !== undefined) {
    print(shown(found.broken));
    process.exitCode = 1;
    return;
  }
  const { lines, approvals, incidents, people, begunLate } = found.chains;
  const chains = [
    `of ${String(approvals.size)} approvals`,
    ...(incidents.size > 0 ? [`of ${String(incidents.size)} incidents`] : []),
    ...(people.size > 0 ? [`of what ${String(people.size)} people were refused`] : []),
  ];
  print(`Whole: ${String(lines)} lines ${listed(chains)}, each following the one before it.`);
  if (begunLate > 0)
    print(
      `${String(begunLate)} of them begin later than their first line, as in an export with --since: what stood before is not proven.`,
    );
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

interface Verified {
  readonly chains: Chains;
  readonly broken?: string;
}

async function verifyFile(file: string): Promise<Verified> {
  const chains = createChains({ mayBeginLate: true });
  let number = 0;
  const input = createReadStream(file, 'utf8');
  const failed = new Promise<never>((_resolve, reject) => {
    input.once('error', (error) => {
      reject(new Error(`${file} cannot be read (${messageOf(error)}). Name a file of \`audit export\`.`));
    });
  });
  const read = async (): Promise<Verified> => {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number += 1;
      const entry = auditLine(text);
      const fault = entry ? chains.add(entry) : 'it is no line of an audit';
      if (fault !== undefined) return { chains, broken: `${file}:${String(number)}: broken: ${fault}` };
    }
    return { chains };
  };
  return Promise.race([read(), failed]);
}

/** Of approvals and incidents also the ends are known: every record says which line was its last. */
async function verifyStore({
  store,
  incidents,
  refusals,
}: Pick<BotRecords, 'store' | 'incidents' | 'refusals'>): Promise<Verified> {
  const chains = createChains({ mayBeginLate: false });
  for (const audit of [() => store.audit(), () => incidents.audit(), () => refusals.lines()])
    for await (const entry of audit()) {
      const fault = chains.add(entry);
      if (fault === undefined) continue;
      return { chains, broken: `broken: line ${String(entry.sequence)} of ${fault} (what: ${entry.what})` };
    }
  for (const [of, ids, kept] of [
    ['approval', chains.approvals.keys(), store],
    ['incident', chains.incidents.keys(), incidents],
  ] as const)
    for (const id of ids)
      if (!(await endsAsRecorded(kept, id)))
        return {
          chains,
          broken: `broken: ${of} ${id}: its last lines are missing, or are not those its record names`,
        };
  return { chains };
}

/** Records with a chain of lines each. */
interface Chained {
  get(id: string): Promise<{ readonly audit: ChainHead } | undefined>;
  audit(id: string): AsyncIterable<Link>;
}

/** A bot may be writing: lines after the record's last are as good as those before. */
async function endsAsRecorded(records: Chained, id: string): Promise<boolean> {
  const record = await records.get(id);
  if (!record) return true;
  const last = record.audit;
  for await (const { sequence, hash } of records.audit(id))
    if (sequence === last.sequence) return hash === last.hash;
  return false;
}
