import type { Column } from './column.ts';

/** A line that could not be loaded, as stl_load_errors has it. https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html */
export interface LoadError {
  readonly file: string;
  readonly line: number;
  readonly column?: Column;
  readonly raw: string;
  readonly value: string;
  readonly code: number;
  readonly reason: string;
}

/** A COPY that loaded nothing. */
export class LoadFailed extends Error {
  readonly errors: readonly LoadError[];
  constructor(table: string, errors: readonly LoadError[]) {
    const name = table.split('.').at(-1) ?? table;
    super(`ERROR: Load into table '${name}' failed.  Check 'stl_load_errors' system table for details.`);
    this.errors = errors;
  }
}

const longest = 1_024;
const names = [
  'userid',
  'slice',
  'tbl',
  'starttime',
  'session',
  'query',
  'filename',
  'line_number',
  'colname',
  'type',
  'col_length',
  'position',
  'raw_line',
  'raw_field_value',
  'err_code',
  'err_reason',
] as const;

export const loadErrorsTable = {
  name: 'stl_load_errors',
  columns: names,
  create: `create table stl_load_errors (userid integer, slice integer, tbl integer, starttime timestamp, session integer,
    query bigint, filename char(256), line_number bigint, colname char(127), type char(10), col_length char(10), position integer,
    raw_line char(1024), raw_field_value char(1024), err_code integer, err_reason char(100))`,
} as const;

/** A row of the table. @param now milliseconds since the epoch */
export function loadErrorRow(
  error: LoadError,
  queryId: number,
  now: number,
): readonly (string | number | null)[] {
  const at = new Date(now).toISOString().slice(0, 19).replace('T', ' ');
  const { column } = error;
  return [
    100,
    0,
    0,
    at,
    queryId,
    queryId,
    error.file,
    error.line,
    column?.name ?? '',
    column?.typeName ?? '',
    column?.kind === 'char' ? String(column.length) : '0',
    0,
    error.raw.slice(0, longest),
    error.value.slice(0, longest),
    error.code,
    error.reason,
  ];
}
