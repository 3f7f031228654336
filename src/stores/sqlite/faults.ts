import { messageOf, StoreUnusable } from '../../platform/index.ts';

type Trouble = 'full' | 'read-only' | 'broken' | 'locked' | 'unreadable' | 'gone' | 'too-new';

/** What somebody does about it. In each case nothing of the write that met it was recorded. */
const remedies: Readonly<Record<Trouble, (path: string) => string>> = {
  full: (path) =>
    `The disk of ${path} is full: free some space. Nothing is lost, and work goes on by itself.`,
  'read-only': (path) =>
    `${path} cannot be written: give its folder and its files to the user that Signalbox runs as, on a disk that is not mounted read-only.`,
  broken: (path) =>
    `${path} is damaged, or not a database: stop Signalbox, keep the file aside, and put back the last copy (docs/operating.md, "When the disk or the database file is bad").`,
  locked: (path) =>
    `${path} is locked by another process: two of Signalbox must not share it, and a backup must not hold it for more than a few seconds.`,
  unreadable: (path) =>
    `${path} cannot be opened or read: look at its disk, its folder and who may read it, or point SIGNALBOX_DATA elsewhere.`,
  gone: (path) =>
    `${path}, or its -wal beside it, was moved, deleted or replaced while Signalbox had it open: stop Signalbox, put the files back together or restore the last copy (docs/operating.md, "When the disk or the database file is bad"), and start it.`,
  'too-new': (path) =>
    `${path} was written by a newer Signalbox: start the newer version, or point SIGNALBOX_DATA at another folder.`,
};

/** SQLite's result codes; extended ones begin with them. https://www.sqlite.org/rescode.html */
const troubles: readonly (readonly [string, Trouble])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_CORRUPT', 'broken'],
  ['SQLITE_NOTADB', 'broken'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_IOERR', 'unreadable'],
  ['SQLITE_CANTOPEN', 'unreadable'],
];

/** What no time heals: whoever goes on would write into nothing, or into a ruin. */
const lasting: ReadonlySet<Trouble> = new Set(['broken', 'gone', 'too-new']);

/** The database file cannot do its work, for a reason outside of Signalbox. */
export class DatabaseUnusable extends StoreUnusable {
  readonly code = 'database-unusable';
  readonly trouble: Trouble;
  readonly lasting: boolean;
  readonly perhapsWritten: boolean;

  /** @param says SQLite's own words, or other evidence */
  constructor(path: string, trouble: Trouble, says: string, cause?: unknown) {
    super(`${remedies[trouble](path)} (${says})`, { cause });
    this.trouble = trouble;
    this.lasting = lasting.has(trouble);
    // SQLite takes back what it could not write. But of what a disk refused to sync, the next start may find all.
    this.perhapsWritten = trouble === 'unreadable';
  }
}

/** SQLite's errors that somebody acts on, as ours; every other as it is. */
export function inOurWords(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const found = troubles.find(([prefix]) => code.startsWith(prefix));
  // A file that cannot be opened at all has no code, only SQLite's number 14 in its words.
  const trouble = found?.[1] ?? (/Unable to open/.test(messageOf(error)) ? 'unreadable' : undefined);
  return trouble === undefined
    ? error
    : new DatabaseUnusable(path, trouble, `SQLite says: ${messageOf(error)}`, error);
}
