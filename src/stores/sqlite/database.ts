import { chmodSync, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { CodedError, makeFolder, messageOf } from '../../platform/index.ts';
import { DatabaseUnusable, inOurWords } from './faults.ts';
import { groupCommit } from './group-commit.ts';
import { keepsItsFiles } from './kept-files.ts';
import { migrations } from './migrations.ts';

export type Bindable = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** A statement of a fixed text; its values are bound, never pasted. */
export interface Statement {
  run(...values: Bindable[]): { readonly changes: number };
  get(...values: Bindable[]): Row | undefined;
  all(...values: Bindable[]): readonly Row[];
}

export interface Database {
  prepare(sql: string): Statement;
  /** Runs `work` in one immediate transaction: whole or not at all, durable when it returns. */
  together<T>(work: () => T): T;
  /**
   * The same, with whatever else is asked for in this turn of the event loop: they share one wait for the disk. Durable
   * when the promise resolves. One that another process keeps waiting is tried again, for five seconds, without holding
   * up anything else. `work` may be run more than once, and then only its last run counts.
   */
  soon<T>(work: () => T): Promise<T>;
  /** Tries what every write needs. @throws {DatabaseUnusable} also for damage that was met before */
  look(): Promise<void>;
  /** Reads all pages; `whole` also holds every index against its table. @throws {DatabaseUnusable} where one is damaged */
  inspect(how?: 'whole'): void;
  /** Writes everything, as of this moment, into a new file. Others may be writing meanwhile. */
  copyTo(file: string): void;
  close(): void;
}

/** How long the start waits for another process's write, ms; nothing else happens in this time. */
const startPatienceMs = 5_000;
/** The same for each try of a write while running: it holds up the whole process, acknowledgements of clicks included. */
const busyTimeoutMs = 50;

/** The folder of the database cannot be made or used. */
class DataFolderUnusable extends CodedError {
  readonly code = 'data-folder-unusable';
  constructor(folder: string, cause: unknown) {
    super(
      `The folder ${folder} for the database cannot be made (${messageOf(cause)}). Point SIGNALBOX_DATA at a folder that can be written.`,
      { cause },
    );
  }
}

function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder, 0o700);
  } catch (error) {
    throw new DataFolderUnusable(folder, error);
  }
}

/** SQLite takes a file that lost all its bytes for a new one, drops the -wal beside it, and nobody hears of it. */
function refuseEmpty(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.size !== 0) return;
  throw new DatabaseUnusable(path, 'broken', 'it is empty; if there were never records in it, delete it');
}

/**
 * The only place that knows the SQLite driver.
 *
 * @param path file, or `:memory:`
 * @param options.asItIs leaves the schema alone, also an older one
 * @throws {DatabaseUnusable}
 */
export function openDatabase(path: string, options: { asItIs?: true } = {}): Database {
  const onDisk = path !== ':memory:';
  if (onDisk) {
    makeDataFolder(dirname(path));
    refuseEmpty(path);
  }
  let damage: DatabaseUnusable | undefined;
  const told = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      const ours = inOurWords(error, path);
      if (ours instanceof DatabaseUnusable && ours.lasting) damage = ours;
      throw ours;
    }
  };
  const driver = told(() => new Libsql(path));
  const run = (sql: string) => {
    told(() => driver.exec(sql));
  };
  let inPlace: () => void = () => undefined;
  const together = <T>(work: () => T): T => {
    run('BEGIN IMMEDIATE');
    try {
      const result = work();
      // What is committed into a file that is no longer there is lost at the next start.
      inPlace();
      run('COMMIT');
      return result;
    } catch (error) {
      // On a full disk SQLite has rolled back by itself.
      if (driver.inTransaction) run('ROLLBACK');
      throw error;
    }
  };
  const soon = groupCommit(together);
  const database: Database = {
    prepare(sql) {
      const statement = told(() => driver.prepare(sql));
      return {
        run: (...values) => ({ changes: told(() => statement.run(...values)).changes }),
        get: (...values) => told(() => statement.get(...values)) as Row | undefined,
        all: (...values) => told(() => statement.all(...values)) as Row[],
      };
    },
    together,
    soon,
    async look() {
      if (damage) throw damage;
      const version = schemaOf(database, path);
      // Written although it stays the same: whatever keeps a decision from the disk keeps this.
      await soon(() => {
        run(`PRAGMA user_version = ${String(version)}`);
      });
    },
    inspect(how) {
      const check = how === 'whole' ? 'integrity_check' : 'quick_check';
      const found = database.prepare(`PRAGMA ${check}(1)`).get()?.[check];
      if (found !== 'ok') throw new DatabaseUnusable(path, 'broken', `SQLite says: ${String(found)}`);
    },
    copyTo(file) {
      try {
        driver.prepare('VACUUM INTO ?').run(file);
      } catch (error) {
        throw inOurWords(error, file);
      }
    },
    close: () => {
      driver.close();
    },
  };
  try {
    run(`PRAGMA busy_timeout = ${String(startPatienceMs)}`);
    run('PRAGMA journal_mode = WAL');
    // A decision is on the disk before anybody hears of it.
    run('PRAGMA synchronous = FULL');
    if (options.asItIs) schemaOf(database, path);
    else migrate(database, path, run);
    if (onDisk) {
      for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
      inPlace = keepsItsFiles(path);
    }
    run(`PRAGMA busy_timeout = ${String(busyTimeoutMs)}`);
  } catch (error) {
    driver.close();
    throw error;
  }
  return database;
}

/** The schema of the file. @throws {DatabaseUnusable} where a newer Signalbox wrote it */
function schemaOf(database: Database, path: string): number {
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  const known = migrations.length;
  if (found > known)
    throw new DatabaseUnusable(path, 'too-new', `schema ${String(found)}, this one knows ${String(known)}`);
  return found;
}

function migrate(database: Database, path: string, run: (sql: string) => void): void {
  const found = schemaOf(database, path);
  for (const [index, sql] of migrations.entries()) {
    if (index < found) continue;
    database.together(() => {
      run(sql);
      run(`PRAGMA user_version = ${String(index + 1)}`);
    });
  }
}
