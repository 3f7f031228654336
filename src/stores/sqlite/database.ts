import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { CodedError, messageOf } from '../../platform/index.ts';
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

/** Level by level: Node's recursive mkdir does not come back from some special file systems. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  try {
    if (dirname(folder) !== folder) makeFolder(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    throw error instanceof DataFolderUnusable ? error : new DataFolderUnusable(folder, error);
  }
}

/** The only place that knows the SQLite driver. @param path file, or `:memory:` */
export function openDatabase(path: string): Database {
  const onDisk = path !== ':memory:';
  if (onDisk) makeFolder(dirname(path));
  const driver = new Libsql(path);
  driver.exec('PRAGMA journal_mode = WAL');
  // A decision is on the disk before anybody hears of it.
  driver.exec('PRAGMA synchronous = FULL');
  driver.exec(`PRAGMA busy_timeout = ${String(busyTimeoutMs)}`);
  const together = <T>(work: () => T): T => {
    driver.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      driver.exec('COMMIT');
      return result;
    } catch (error) {
      driver.exec('ROLLBACK');
      throw error;
    }
  };
  const database: Database = {
    prepare(sql) {
      const statement = driver.prepare(sql);
      return {
        run: (...values) => ({ changes: statement.run(...values).changes }),
        get: (...values) => statement.get(...values) as Row | undefined,
        all: (...values) => statement.all(...values) as Row[],
      };
    },
    together,
    close: () => {
      driver.close();
    },
  };
  migrate(database, path, (sql) => {
    driver.exec(sql);
  });
  if (onDisk) {
    for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
  }
  return database;
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
