/** A column of a table, as it was declared. */
export interface Column {
  readonly name: string;
  readonly kind: Kind;
  /** As Redshift names the type: `int4`, `varchar`. */
  readonly typeName: string;
  /** Bytes of a character type; digits of a numeric one. */
  readonly length: number;
  readonly scale: number;
  readonly notNull: boolean;
}

export type Kind = 'integer' | 'numeric' | 'float' | 'boolean' | 'date' | 'timestamp' | 'char' | 'other';

/** Declared names by the type that they mean. https://docs.aws.amazon.com/redshift/latest/dg/c_Supported_data_types.html */
const types: readonly (readonly [RegExp, Kind, string, number])[] = [
  [/^(smallint|int2)$/, 'integer', 'int2', 5],
  [/^(integer|int|int4)$/, 'integer', 'int4', 10],
  [/^(bigint|int8)$/, 'integer', 'int8', 19],
  [/^(decimal|numeric)$/, 'numeric', 'numeric', 18],
  [/^(real|float4)$/, 'float', 'float4', 8],
  [/^(float|float8|double precision)$/, 'float', 'float8', 17],
  [/^(boolean|bool)$/, 'boolean', 'bool', 1],
  [/^date$/, 'date', 'date', 13],
  [/^(timestamp|timestamptz|datetime)( .*)?$/, 'timestamp', 'timestamp', 29],
  [/^(char|character|nchar|bpchar)$/, 'char', 'bpchar', 1],
  [/^(varchar|character varying|nvarchar|text)$/, 'char', 'varchar', 256],
];

export function columnOf(name: string, declared: string, notNull = false): Column {
  const [, base = '', size, scale] =
    /^\s*([a-z0-9_ ]+?)\s*(?:\(\s*(\w+)\s*(?:,\s*(\d+)\s*)?\))?\s*$/.exec(declared.toLowerCase()) ?? [];
  const [, kind = 'other', typeName = base, usual = 0] = types.find(([names]) => names.test(base)) ?? [];
  const length = size === 'max' ? 65_535 : size === undefined ? usual : Number(size);
  return { name, kind, typeName, length, scale: Number(scale ?? 0), notNull };
}
