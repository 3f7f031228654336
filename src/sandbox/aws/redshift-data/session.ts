import type { Clock } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import type { Colleagues } from '../service.ts';
import { copyCommand } from './copy-command.ts';
import { copy } from './copy.ts';
import { openDatabase, type Outcome } from './database.ts';
import { meaningOf } from './dialect.ts';
import { LoadFailed, loadErrorRow, loadErrorsTable } from './load-error.ts';

/** A SQL text to run. */
export interface Asked {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly queryId: number;
}

/** One database, and what runs in it: one thing after the other. */
export interface Session {
  /** Whole or not at all. Tells of each part as it is done. @throws SqlError, LoadFailed, of the first part that fails */
  run(
    asked: readonly Asked[],
    caller: Caller,
    done: (index: number, outcome: Outcome) => void,
  ): Promise<void>;
  close(): void;
}

const nothing: Outcome = { columns: [], count: -1 };

export function openSession({ colleagues, clock }: { colleagues: Colleagues; clock: Clock }): Session {
  const database = openDatabase();
  database.run(loadErrorsTable.create, {});
  let copied = 0;
  let before: Promise<unknown> = Promise.resolve();

  const one = async ({ sql, parameters }: Asked, caller: Caller, inBatch: boolean): Promise<Outcome> => {
    const meaning = meaningOf(sql);
    switch (meaning.kind) {
      case 'copy':
        copied = await copy(copyCommand(meaning.sql), { database, colleagues, caller });
        return { columns: [], count: copied };
      case 'nothing':
        return nothing;
      case 'create-schema':
        database.createSchema(meaning.name, meaning.unlessThere || inBatch);
        return nothing;
      case 'drop-schema':
        database.dropSchema(meaning.name, meaning.ifThere);
        return nothing;
      case 'create-like':
        database.createLike(meaning.table, meaning.like, meaning.unlessThere);
        return nothing;
      case 'sql':
        return database.run(
          meaning.sql.replace(/\bpg_last_copy_count\s*\(\s*\)/gi, String(copied)),
          parameters,
        );
    }
  };
  const all: Session['run'] = async (asked, caller, done) => {
    const inBatch = asked.length > 1;
    const together = inBatch || asked.some(({ sql }) => /^\s*(--.*\n\s*)*copy\b/i.test(sql));
    // The engine makes schemas outside of transactions alone.
    if (inBatch) for (const name of schemasMadeBy(asked)) database.createSchema(name, true);
    if (together) database.begin();
    let at = 0;
    try {
      for (const part of asked) {
        done(at, await one(part, caller, inBatch));
        at += 1;
      }
      if (together) database.commit();
    } catch (error) {
      database.rollBack();
      if (error instanceof LoadFailed) keep(error, asked[at]?.queryId ?? 0);
      throw error;
    }
  };
  /** The lines that did not fit stay known when their load is undone. */
  const keep = ({ errors }: LoadFailed, queryId: number) => {
    const rows = errors.map((error) => loadErrorRow(error, queryId, clock.now()));
    database.insert(loadErrorsTable.name, loadErrorsTable.columns, rows);
  };
  return {
    run(asked, caller, done) {
      const work = before.then(() => all(asked, caller, done));
      before = work.catch(() => undefined);
      return work;
    },
    close: () => database.close(),
  };
}

function schemasMadeBy(asked: readonly Asked[]): readonly string[] {
  return asked.flatMap(({ sql }) => {
    const name = /^\s*create\s+schema\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/i.exec(sql)?.[1];
    return name === undefined ? [] : [name.toLowerCase()];
  });
}
