import type { JsonObject } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import type { Result } from './result.ts';

export type Status = 'SUBMITTED' | 'PICKED' | 'STARTED' | 'FINISHED' | 'ABORTED' | 'FAILED';

/** One SQL text and what became of it: of a statement, or of a batch's part. */
export interface Part {
  readonly id: string;
  readonly sql: string;
  status: Status;
  updatedAt: number;
  startedAt?: number;
  error?: string;
  /** Rows returned or affected; -1 where that means nothing. */
  rows: number;
  result?: Result;
  readonly queryId: number;
}

export interface Statement extends Part {
  /** Cluster or workgroup, and who asks, as the caller named them. */
  readonly target: JsonObject;
  readonly database: string;
  readonly name?: string;
  /** The caller's own: the same token is the same statement. */
  readonly token?: string;
  readonly caller: Caller;
  readonly createdAt: number;
  readonly parameters: readonly JsonObject[];
  readonly withEvent: boolean;
  /** Of a batch. */
  readonly parts?: readonly Part[] | undefined;
}

export function isOpen({ status }: Part): boolean {
  return status === 'SUBMITTED' || status === 'PICKED' || status === 'STARTED';
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_DescribeStatement.html */
export function shownStatement(statement: Statement): JsonObject {
  const { target, database, createdAt, parameters, parts } = statement;
  return {
    ...shownPart(statement, createdAt),
    ...target,
    Database: database,
    RedshiftPid: statement.queryId + 1_073_741_824,
    ...(parameters.length > 0 && { QueryParameters: parameters }),
    ...(parts && { SubStatements: parts.map((part) => shownPart(part, createdAt)) }),
    ResultFormat: 'JSON',
  };
}

function shownPart(part: Part, createdAt: number): JsonObject {
  const { id, sql, status, updatedAt, startedAt, error, rows, result, queryId } = part;
  const ended = !isOpen(part);
  return {
    Id: id,
    Status: status,
    QueryString: sql,
    CreatedAt: createdAt / 1000,
    UpdatedAt: updatedAt / 1000,
    // Nanoseconds.
    Duration: ended && startedAt !== undefined ? (updatedAt - startedAt) * 1_000_000 : -1,
    HasResultSet: result !== undefined,
    ResultRows: ended ? rows : -1,
    ResultSize: ended ? (result?.bytes ?? 0) : -1,
    RedshiftQueryId: status === 'SUBMITTED' ? 0 : queryId,
    ...(error !== undefined && { Error: error }),
  };
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_StatementData.html */
export function listedStatement(statement: Statement): JsonObject {
  const { id, sql, status, createdAt, updatedAt, name, parts, parameters } = statement;
  return {
    Id: id,
    Status: status,
    CreatedAt: createdAt / 1000,
    UpdatedAt: updatedAt / 1000,
    IsBatchStatement: parts !== undefined,
    ...(parts ? { QueryStrings: parts.map((part) => part.sql) } : { QueryString: sql }),
    ...(name !== undefined && { StatementName: name }),
    ...(parameters.length > 0 && { QueryParameters: parameters }),
    ResultFormat: 'JSON',
  };
}
