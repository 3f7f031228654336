import { chmodSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { CodedError, makeFolder, messageOf } from '../../platform/index.ts';
import { inOurWords } from './faults.ts';
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
   * when the promise resolves. `work` may be run twice, and then only its last run counts.
   */
  soon<T>(work: () => T): Promise<T>;
  close(): void;
}

/** The file was written by a newer Signalbox: its records may say what this one does not understand. */
export class DatabaseTooNew extends CodedError {
  readonly code = 'database-too-new';
  constructor(path: string, found: number, known: number) {
    super(
      `${path} was written by a newer Signalbox (schema ${String(found)}, this one knows ${String(known)}). Start the newer version, or point SIGNALBOX_DATA at another folder.`,
    );
  }
}

/** How long a write waits for another process's write, ms. */
const busyTimeoutMs = 5_000;

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

/** The only place that knows the SQLite driver. @param path file, or `:memory:` @throws {DatabaseUnusable} */
export function openDatabase(path: string): Database {
  const onDisk = path !== ':memory:';
  if (onDisk) makeDataFolder(dirname(path));
  const told = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw inOurWords(error, path);
    }
  };
  const driver = told(() => new Libsql(path));
  const run = (sql: string) => {
    told(() => driver.exec(sql));
  };
  run('PRAGMA journal_mode = WAL');
  // A decision is on the disk before anybody hears of it.
  run('PRAGMA synchronous = FULL');
  run(`PRAGMA busy_timeout = ${String(busyTimeoutMs)}`);
  const together = <T>(work: () => T): T => {
    run('BEGIN IMMEDIATE');
    try {
      const result = work();
      run('COMMIT');
      return result;
    } catch (error) {
      // On a full disk SQLite has rolled back by itself.
      if (driver.inTransaction) run('ROLLBACK');
      throw error;
    }
  };
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
    soon: groupCommit(together),
    close: () => {
      driver.close();
    },
  };
  migrate(database, path, run);
  if (onDisk) {
    for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
  }
  return database;
}

interface Waiting {
  readonly run: () => void;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

/** One transaction a turn: a hundred decisions side by side cost one wait for the disk. */
function groupCommit(together: <T>(work: () => T) => T): Database['soon'] {
  let waiting: Waiting[] = [];
  const commit = (group: readonly Waiting[]) => {
    together(() => {
      for (const { run } of group) run();
    });
    for (const { settle } of group) settle();
  };
  const alone = (one: Waiting) => {
    try {
      commit([one]);
    } catch (error) {
      one.fail(error);
    }
  };
  const flush = () => {
    const group = waiting;
    waiting = [];
    try {
      commit(group);
    } catch {
      // The group was rolled back as a whole: each for itself, so that one that fails takes no other along.
      for (const one of group) alone(one);
    }
  };
  return <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      let result: { readonly value: T } | undefined;
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({
        run: () => (result = { value: work() }),
        settle: () => {
          if (result) resolve(result.value);
        },
        fail: reject,
      });
    });
}

function migrate(database: Database, path: string, run: (sql: string) => void): void {
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (found > migrations.length) throw new DatabaseTooNew(path, found, migrations.length);
  for (const [index, sql] of migrations.entries()) {
    if (index < found) continue;
    database.together(() => {
      run(sql);
      run(`PRAGMA user_version = ${String(index + 1)}`);
    });
  }
}
