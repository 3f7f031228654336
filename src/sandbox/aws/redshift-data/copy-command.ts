import { SqlError } from './sql-error.ts';
import type { Form } from './csv.ts';

/** COPY, read. https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html */
export interface CopyCommand {
  /** As it was written: `omop.person`. */
  readonly table: string;
  /** Empty where all are meant, in the table's order. */
  readonly columns: readonly string[];
  readonly bucket: string;
  /** All objects whose key begins so; the manifest's key where there is one. */
  readonly prefix: string;
  readonly form: Form;
  readonly manifest: boolean;
  readonly gzip: boolean;
  readonly region?: string;
  readonly ignoredLines: number;
  readonly mostErrors: number;
  readonly nullText: string;
  readonly emptyIsNull: boolean;
  readonly blankIsNull: boolean;
  readonly truncates: boolean;
  readonly fillsRecords: boolean;
}

const head = /^copy\s+([\w."]+)\s*(?:\(([^)]*)\))?\s+from\s+'s3:\/\/([^/']+)\/?([^']*)'\s*(.*)$/is;
/** One option after the other, each with what it takes. */
const option = /^([a-z_]+)(?:\s+as)?(?:\s+('(?:[^']|'')*'|\d+|default\b))?\s*/i;
/** Options that change nothing here. */
const harmless = new Set(
  'COMPUPDATE STATUPDATE ACCEPTINVCHARS ACCEPTANYDATE ROUNDEC TRIMBLANKS EXPLICIT_IDS NOLOAD DATEFORMAT TIMEFORMAT ENCODING UTF8 ON OFF TRUE FALSE PRESET IGNOREBLANKLINES ESCAPE REMOVEQUOTES SESSION_TOKEN'.split(
    ' ',
  ),
);
const signed = new Set(['IAM_ROLE', 'CREDENTIALS', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY']);
const otherFormats = new Set([
  'JSON',
  'AVRO',
  'PARQUET',
  'ORC',
  'SHAPEFILE',
  'FIXEDWIDTH',
  'BZIP2',
  'LZOP',
  'ZSTD',
]);

/** @throws SqlError where it cannot be read, or asks for what the sandbox has not */
export function copyCommand(sql: string): CopyCommand {
  const [whole, table = '', columns = '', bucket = '', prefix = '', rest = ''] = head.exec(sql.trim()) ?? [];
  if (whole === undefined)
    throw new SqlError("syntax error in COPY: expected COPY table FROM 's3://bucket/key' with options");
  const options = optionsOf(rest);
  if (![...options.keys()].some((name) => signed.has(name)))
    throw new SqlError('The credentials or IAM role of the COPY are missing: add IAM_ROLE.');
  const isCsv = options.has('CSV');
  const region = options.get('REGION');
  return {
    table,
    columns: columns
      .split(',')
      .map(unquoted)
      .filter((name) => name !== ''),
    bucket,
    prefix,
    form: {
      delimiter: options.get('DELIMITER')?.replace('\\t', '\t') ?? (isCsv ? ',' : '|'),
      ...(isCsv && { quote: options.get('QUOTE') ?? '"' }),
    },
    manifest: options.has('MANIFEST'),
    gzip: options.has('GZIP'),
    ...(region !== undefined && region !== '' && { region }),
    ignoredLines: Number(options.get('IGNOREHEADER') ?? 0),
    mostErrors: Number(options.get('MAXERROR') ?? 0),
    nullText: options.get('NULL') ?? '\\N',
    emptyIsNull: options.has('EMPTYASNULL'),
    blankIsNull: options.has('BLANKSASNULL'),
    truncates: options.has('TRUNCATECOLUMNS'),
    fillsRecords: options.has('FILLRECORD'),
  };
}

function optionsOf(text: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  let rest = text.trim();
  while (rest !== '') {
    const [whole, word = '', value = ''] = option.exec(rest) ?? [];
    if (whole === undefined || whole === '')
      throw new SqlError(`syntax error at or near "${rest.split(/\s/)[0] ?? ''}"`);
    const name = word.toUpperCase();
    if (otherFormats.has(name))
      throw new SqlError(`The sandbox's COPY reads CSV and delimited text, not ${name}.`);
    const known = [
      'FORMAT',
      'CSV',
      'QUOTE',
      'DELIMITER',
      'MANIFEST',
      'GZIP',
      'REGION',
      'IGNOREHEADER',
      'MAXERROR',
      'NULL',
      'EMPTYASNULL',
      'BLANKSASNULL',
      'TRUNCATECOLUMNS',
      'FILLRECORD',
    ];
    if (!known.includes(name) && !harmless.has(name) && !signed.has(name))
      throw new SqlError(`syntax error at or near "${word}"`);
    options.set(name, unquotedText(value));
    rest = rest.slice(whole.length);
  }
  return options;
}

function unquotedText(value: string): string {
  return value.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'") : value;
}

function unquoted(name: string): string {
  return name
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
}
