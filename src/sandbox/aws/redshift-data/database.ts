import Libsql from 'libsql';
import { messageOf } from '../../../platform/index.ts';
import { columnOf, type Column } from './column.ts';
import type { Stored } from './field-value.ts';
import { sqlError, SqlError } from './sql-error.ts';

/** What a statement gave. */
export interface Outcome {
  /** Undefined where the statement has no result set. */
  readonly rows?: readonly (readonly unknown[])[];
  readonly columns: readonly ResultColumn[];
  /** Rows returned or affected; -1 where that means nothing. */
  readonly count: number;
}

export interface ResultColumn {
  readonly label: string;
  readonly table?: string;
  readonly schema?: string;
  /** Undefined for an expression. */
  readonly column?: Column;
}

/** One database, in memory. Schemas are attached databases: `public` is the main one. */
export interface Database {
  /** @throws SqlError */
  run(sql: string, parameters: Readonly<Record<string, string>>): Outcome;
  /** The columns of a table, in its order. @throws SqlError */
  columnsOf(table: string): readonly Column[];
  /** @throws SqlError */
  insert(table: string, columns: readonly string[], rows: readonly (readonly Stored[])[]): void;
  createSchema(name: string, unlessThere: boolean): void;
  dropSchema(name: string, ifThere: boolean): void;
  /** A table with the columns of another. */
  createLike(table: string, like: string, unlessThere: boolean): void;
  begin(): void;
  commit(): void;
  rollBack(): void;
  close(): void;
}

export function openDatabase(): Database {
  const db = new Libsql(':memory:');
  const asked = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw error instanceof SqlError ? error : sqlError(messageOf(error));
    }
  };
  const schemas = (): readonly string[] =>
    (db.prepare('pragma database_list').raw().all() as unknown[][]).map((row) => String(row[1]));

  const columnsOf = (table: string): readonly Column[] => {
    const { schema, name } = named(table);
    const rows = db.prepare(`pragma ${schema}.table_info('${name}')`).raw().all() as unknown[][];
    if (rows.length === 0) throw new SqlError(`relation "${name}" does not exist`);
    return rows.map((row) => columnOf(String(row[1]).toLowerCase(), String(row[2]), row[3] === 1));
  };
  return {
    run: (sql, parameters) =>
      asked(() => {
        const statement = db.prepare(sql);
        const bound = Object.keys(parameters).length === 0 ? [] : [parameters];
        if (!statement.reader) {
          const { changes } = statement.run(...bound);
          return {
            columns: [],
            count: /^\s*(insert|update|delete|replace|with)\b/i.test(sql) ? changes : -1,
          };
        }
        const columns = (statement.columns() as unknown as readonly EngineColumn[]).map(resultColumn);
        const rows = statement.raw().all(...bound) as unknown[][];
        return { columns, rows, count: rows.length };
      }),
    columnsOf: (table) => asked(() => columnsOf(table)),
    insert: (table, columns, rows) =>
      asked(() => {
        const { schema, name } = named(table);
        const places = columns.map(() => '?').join(', ');
        const written = columns.map((column) => `"${column}"`).join(', ');
        const statement = db.prepare(`insert into ${schema}."${name}" (${written}) values (${places})`);
        for (const row of rows) statement.run([...row]);
      }),
    createSchema: (name, unlessThere) =>
      asked(() => {
        if (!schemas().includes(name) && name !== 'public') db.exec(`attach ':memory:' as "${name}"`);
        else if (!unlessThere) throw new SqlError(`Schema "${name}" already exists`);
      }),
    dropSchema: (name, ifThere) =>
      asked(() => {
        if (schemas().includes(name)) db.exec(`detach "${name}"`);
        else if (!ifThere) throw new SqlError(`schema "${name}" does not exist`);
      }),
    createLike: (table, like, unlessThere) =>
      asked(() => {
        const { schema, name } = named(table);
        const columns = declared(db, like);
        db.exec(`create table ${unlessThere ? 'if not exists ' : ''}${schema}."${name}" ${columns}`);
      }),
    begin: () => db.exec('begin'),
    commit: () => db.exec('commit'),
    rollBack: () => {
      if (db.inTransaction) db.exec('rollback');
    },
    close: () => db.close(),
  };
}

interface EngineColumn {
  readonly name: string;
  readonly table: string | null;
  readonly database: string | null;
  readonly type: string | null;
}

function resultColumn({ name, table, database, type }: EngineColumn): ResultColumn {
  return {
    label: name,
    ...(table !== null && { table }),
    ...(database !== null && { schema: database === 'main' ? 'public' : database }),
    ...(type !== null && { column: columnOf(name, type) }),
  };
}

/** `omop.person`, `"Person"` or `person`, in lower case as Redshift keeps names. */
function named(table: string): { readonly schema: string; readonly name: string } {
  const parts = table.replaceAll('"', '').toLowerCase().split('.');
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2) ?? 'main';
  return { schema: schema === 'public' ? 'main' : schema, name };
}

/** What stands between the parentheses of a table's CREATE. */
function declared(db: InstanceType<typeof Libsql>, table: string): string {
  const { schema, name } = named(table);
  const [row] = db
    .prepare(`select sql from ${schema}.sqlite_master where lower(name) = ?`)
    .raw()
    .all(name) as unknown[][];
  const sql = typeof row?.[0] === 'string' ? row[0] : '';
  if (sql === '') throw new SqlError(`relation "${name}" does not exist`);
  return sql.slice(sql.indexOf('('));
}
