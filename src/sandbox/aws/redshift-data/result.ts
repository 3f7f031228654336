import type { JsonObject, JsonValue } from '../../../platform/index.ts';
import type { Outcome, ResultColumn } from './database.ts';

/** One page of a result, as the service cuts it. https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html */
const pageBytes = 1_048_576;

/** A result set as GetStatementResult gives it, in pages. */
export interface Result {
  readonly columns: readonly JsonObject[];
  readonly pages: readonly (readonly JsonValue[])[];
  readonly rows: number;
  readonly bytes: number;
}

export function resultOf({ rows = [], columns }: Outcome): Result {
  const pages: JsonValue[][] = [[]];
  let size = 0;
  let bytes = 0;
  for (const row of rows) {
    const record = row.map((value, index) => field(value, columns[index]));
    const length = JSON.stringify(record).length;
    if (size > 0 && size + length > pageBytes) {
      pages.push([]);
      size = 0;
    }
    pages.at(-1)?.push(record);
    size += length;
    bytes += length;
  }
  const metadata = columns.map((column, index) => shown(column, rows[0]?.[index]));
  return { columns: metadata, pages, rows: rows.length, bytes };
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_Field.html */
function field(value: unknown, { column }: ResultColumn = { label: '' }): JsonObject {
  if (value === null || value === undefined) return { isNull: true };
  switch (column?.kind) {
    case 'boolean':
      return { booleanValue: value === 1 };
    case 'numeric':
      return { stringValue: typeof value === 'number' ? value.toFixed(column.scale) : text(value) };
    case 'float':
      return typeof value === 'number' ? { doubleValue: value } : { stringValue: text(value) };
    case 'date':
    case 'timestamp':
    case 'char':
      return { stringValue: text(value) };
    case 'integer':
    case 'other':
    case undefined:
      if (typeof value !== 'number') return { stringValue: text(value) };
      return Number.isInteger(value) ? { longValue: value } : { doubleValue: value };
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ColumnMetadata.html */
function shown({ label, table, schema, column }: ResultColumn, first: unknown): JsonObject {
  const guessed = typeof first === 'number' ? (Number.isInteger(first) ? 'int8' : 'float8') : 'varchar';
  const known = column && column.kind !== 'other' ? column : undefined;
  const typeName = known?.typeName ?? guessed;
  return {
    label: label.toLowerCase(),
    name: label.toLowerCase(),
    typeName,
    length: known?.kind === 'char' ? known.length : 0,
    precision: known?.length ?? 0,
    scale: known?.scale ?? 0,
    nullable: 1,
    isCaseSensitive: typeName === 'varchar' || typeName === 'bpchar',
    isCurrency: false,
    isSigned: /^(int|float|numeric)/.test(typeName),
    schemaName: schema ?? '',
    tableName: table ?? '',
  };
}
