import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { RefusalStore } from '../access/index.ts';
import type { ApprovalStore, AuditHead } from '../approvals/index.ts';
import { loadConfig } from '../config/index.ts';
import { messageOf, systemClock } from '../platform/index.ts';
import { auditLine, createChains, type Chains } from './audit-chains.ts';
import { withRecords } from './bot-records.ts';
import { print, shown } from './output.ts';
import { readFile } from './read-file.ts';

/** `signalbox audit verify [FILE]`: every line follows the one before it, per approval and per person. The first that does not is told. */
export async function verifyAudit(file?: string): Promise<void> {
  const found =
    file === undefined
      ? await withRecords(loadConfig(readFile), systemClock(), ({ store, refusals }) =>
          verifyStore(store, refusals),
        )
      : await verifyFile(file);
  if (found.broken !== undefined) {
    print(shown(found.broken));
    process.exitCode = 1;
    return;
  }
  const { lines, heads, people, begunLate } = found.chains;
  print(
    `Whole: ${String(lines)} lines of ${String(heads.size)} approvals${refusedOnes(people.size)}, each following the one before it.`,
  );
  if (begunLate > 0)
    print(
      `${String(begunLate)} of them begin later than their first line, as in an export with --since: what stood before is not proven.`,
    );
}

function refusedOnes(people: number): string {
  return people === 0 ? '' : ` and of what ${String(people)} people were refused`;
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

/** Of approvals also the ends are known: every record says which line was its last. */
async function verifyStore(store: ApprovalStore, refusals: RefusalStore): Promise<Verified> {
  const chains = createChains({ mayBeginLate: false });
  for await (const entry of store.audit()) {
    const fault = chains.add(entry);
    if (fault !== undefined)
      return { chains, broken: `broken: line ${String(entry.sequence)} of ${fault} (what: ${entry.what})` };
  }
  for await (const line of refusals.lines()) {
    const fault = chains.add(line);
    if (fault !== undefined) return { chains, broken: `broken: line ${String(line.sequence)} of ${fault}` };
  }
  for (const id of chains.heads.keys()) {
    if (!(await endsAsRecorded(store, id)))
      return {
        chains,
        broken: `broken: approval ${id}: its last lines are missing, or are not those its record names`,
      };
  }
  return { chains };
}

/** A bot may be writing: lines after the record's last are as good as those before. */
async function endsAsRecorded(store: ApprovalStore, id: string): Promise<boolean> {
  const record = await store.get(id);
  if (!record) return true;
  const last: AuditHead = record.audit;
  for await (const { sequence, hash } of store.audit(id))
    if (sequence === last.sequence) return hash === last.hash;
  return false;
}
