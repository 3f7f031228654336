import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, digestOf, isJsonObject, parseJson } from '../../../../platform/index.ts';
import type { Entry, KeptRevision, Note } from './entry.ts';

/** Where Step Functions keeps what outlives the process: lines about executions, and a snapshot of everything else. */
export interface Journal {
  note(execution: string, note: Note): void;
  /** Names a revision for {@link Started.revision}; it is written once. */
  keep(revision: KeptRevision): string;
  keepRest(rest: unknown): void;
  /** What an earlier process left, and only once. */
  read(): { readonly entries: readonly Entry[]; readonly rest: unknown };
  /** Writes the lines anew, without what nobody needs any more. */
  rewrite(entries: readonly Entry[]): void;
  clear(): void;
  /** Nothing is kept from now on: what ends with the process goes on in the next. */
  close(): void;
}

/** Lines that were written whole survive a process that is killed. @param folder is made where it is not there */
export function createFileJournal(folder: string): Journal {
  mkdirSync(folder, { recursive: true });
  const lines = join(folder, 'executions.jsonl');
  const rest = join(folder, 'machines.json');
  const kept = new Set<string>();
  let open: number | undefined;
  let closed = false;
  const append = (entry: Entry) => {
    if (closed) return;
    open ??= openSync(lines, 'a');
    writeSync(open, `${JSON.stringify(entry)}\n`);
  };
  const letGo = () => {
    if (open !== undefined) closeSync(open);
    open = undefined;
  };
  const replace = (file: string, text: string) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  const entriesOf = (text: string) => {
    const found = text
      .split('\n')
      .map((line) => parseJson(line))
      .filter(isJsonObject) as unknown as Entry[];
    for (const entry of found) if ('revision' in entry) kept.add(entry.revision);
    return found;
  };
  return {
    note(execution, note) {
      append({ execution, ...note });
    },
    keep(revision) {
      const name = digestOf(canonicalJson(revision)).slice(0, 16);
      if (!kept.has(name)) append({ revision: name, is: revision });
      kept.add(name);
      return name;
    },
    keepRest(value) {
      if (closed) return;
      replace(rest, JSON.stringify(value));
    },
    read() {
      const text = existsSync(lines) ? readFileSync(lines, 'utf8') : '';
      // A torn last line must not spoil the next one.
      const whole = text.lastIndexOf('\n') + 1;
      if (whole < text.length) truncateSync(lines, Buffer.byteLength(text.slice(0, whole)));
      return {
        entries: entriesOf(text.slice(0, whole)),
        rest: existsSync(rest) ? parseJson(readFileSync(rest, 'utf8')) : undefined,
      };
    },
    rewrite(entries) {
      letGo();
      replace(lines, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    },
    clear() {
      if (closed) return;
      letGo();
      kept.clear();
      replace(lines, '');
      replace(rest, '{}');
    },
    close() {
      letGo();
      closed = true;
    },
  };
}
