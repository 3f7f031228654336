import { messageOf, newUuid, type Clock, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Colleagues } from '../service.ts';
import type { Outcome } from './database.ts';
import { boundOf, type Place } from './parameter.ts';
import { resultOf } from './result.ts';
import { openSession, type Session } from './session.ts';
import { isOpen, type Part, type Statement } from './statement.ts';

/** How long a statement waits for its turn, on the sandbox's clock. */
const waitMs = 100;
/** Results and what is known of statements are kept for a day. https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html */
const keptMs = 86_400_000;

/** What somebody asks to run. */
export interface Order extends Place {
  readonly sqls: readonly string[];
  readonly isBatch: boolean;
  readonly parameters: readonly JsonObject[];
  readonly name?: string;
  readonly token?: string;
  readonly withEvent: boolean;
  readonly caller: Caller;
}

export interface Statements {
  submit(order: Order): Statement;
  /** A statement, or the part of a batch. @throws ResourceNotFoundException */
  get(id: string, caller: Caller): { readonly statement: Statement; readonly part: Part };
  byToken(token: string, caller: Caller): Statement | undefined;
  /** Newest first. */
  list(caller: Caller): readonly Statement[];
  cancel(statement: Statement): void;
  readonly settled: () => Promise<void>;
  clear(): void;
}

export function createStatements(needs: {
  clock: Clock;
  colleagues: Colleagues;
  onEnd: (statement: Statement) => void;
}): Statements {
  const { clock } = needs;
  const all = new Map<string, Statement>();
  const sessions = new Map<string, Session>();
  const working = new Set<Promise<void>>();
  let lastQueryId = 1_000;

  const sessionOf = ({ target, database, caller: { account, region } }: Statement): Session => {
    const { ClusterIdentifier: cluster = null, WorkgroupName: workgroup = null } = target;
    const key = JSON.stringify([account, region, cluster, workgroup, database]);
    const session = sessions.get(key) ?? openSession({ ...needs });
    sessions.set(key, session);
    return session;
  };
  const turn = (part: Part, status: Part['status']) => {
    part.status = status;
    part.updatedAt = clock.now();
    if (status === 'STARTED') part.startedAt = clock.now();
  };
  const finished = (part: Part, outcome: Outcome) => {
    turn(part, 'FINISHED');
    part.rows = outcome.count;
    if (outcome.rows) part.result = resultOf(outcome);
  };
  const failed = (statement: Statement, at: number, error: unknown) => {
    const message = messageOf(error);
    for (const [index, part] of (statement.parts ?? []).entries()) {
      // The whole is undone, also what had been done.
      turn(part, index === at ? 'FAILED' : 'ABORTED');
      if (index === at) part.error = message;
    }
    statement.error = statement.parts ? `Query #${String(at + 1)} failed with ${message}` : message;
    turn(statement, 'FAILED');
  };
  const run = async (statement: Statement) => {
    if (!isOpen(statement)) return;
    turn(statement, 'STARTED');
    const parts = statement.parts ?? [statement];
    const asked = parts.map(({ sql, queryId }) => ({
      sql,
      queryId,
      parameters: boundOf(statement.parameters, sql),
    }));
    let at = 0;
    try {
      await sessionOf(statement).run(asked, statement.caller, (index, outcome) => {
        at = index + 1;
        const part = parts[index];
        if (part && isOpen(part)) finished(part, outcome);
      });
      if (statement.parts && isOpen(statement)) turn(statement, 'FINISHED');
    } catch (error) {
      if (isOpen(statement)) failed(statement, at, error);
    }
    needs.onEnd(statement);
  };

  const partOf = (sql: string, id: string): Part => {
    lastQueryId += 1;
    return { id, sql, status: 'SUBMITTED', updatedAt: clock.now(), rows: -1, queryId: lastQueryId };
  };

  return {
    submit(order) {
      const id = newUuid();
      const { sqls, isBatch, ...about } = order;
      const statement: Statement = {
        ...partOf(sqls.join('\n'), id),
        ...about,
        createdAt: clock.now(),
        ...(isBatch && { parts: sqls.map((sql, index) => partOf(sql, `${id}:${String(index + 1)}`)) }),
      };
      all.set(id, statement);
      clock.after(waitMs, () => {
        const work = run(statement);
        working.add(work);
        return work.finally(() => working.delete(work));
      });
      return statement;
    },
    get(id, caller) {
      const statement = all.get(id.split(':')[0] ?? id);
      const part = statement?.id === id ? statement : statement?.parts?.find((one) => one.id === id);
      if (statement && part && isOwn(statement, caller) && clock.now() - statement.createdAt < keptMs)
        return { statement, part };
      throw new AwsError('ResourceNotFoundException', 'Query does not exist.');
    },
    byToken: (token, caller) => [...all.values()].find((one) => one.token === token && isOwn(one, caller)),
    list: (caller) =>
      [...all.values()].filter((one) => isOwn(one, caller) && clock.now() - one.createdAt < keptMs).reverse(),
    cancel(statement) {
      for (const part of statement.parts ?? []) if (isOpen(part)) turn(part, 'ABORTED');
      turn(statement, 'ABORTED');
    },
    async settled() {
      while (working.size > 0) await Promise.all(working);
    },
    clear() {
      for (const statement of all.values()) if (isOpen(statement)) statement.status = 'ABORTED';
      all.clear();
      for (const session of sessions.values()) session.close();
      sessions.clear();
    },
  };
}

function isOwn({ caller }: Statement, { account, region }: Caller): boolean {
  return caller.account === account && caller.region === region;
}
