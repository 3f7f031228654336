import { gunzipSync } from 'node:zlib';
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Colleagues } from '../service.ts';
import type { Column } from './column.ts';
import type { CopyCommand } from './copy-command.ts';
import { linesOf, type Line } from './csv.ts';
import type { Database } from './database.ts';
import { fitted, type Stored } from './field-value.ts';
import { LoadFailed, type LoadError } from './load-error.ts';
import { SqlError } from './sql-error.ts';

interface Loaded {
  readonly rows: readonly (readonly Stored[])[];
  readonly errors: readonly LoadError[];
}

/** Loads objects into a table, all or nothing. Gives how many rows. @throws SqlError, LoadFailed */
export async function copy(
  command: CopyCommand,
  needs: { database: Database; colleagues: Colleagues; caller: Caller },
): Promise<number> {
  const { database } = needs;
  const all = database.columnsOf(command.table);
  const columns = command.columns.length === 0 ? all : command.columns.map((name) => columnNamed(all, name));
  const files = await filesOf(command, needs);
  const rows: (readonly Stored[])[] = [];
  const errors: LoadError[] = [];
  for (const { key, bucket } of files) {
    const text = textOf(await objectOf(bucket, key, command, needs), command);
    const loaded = read(text, `s3://${bucket}/${key}`, columns, command);
    rows.push(...loaded.rows);
    errors.push(...loaded.errors);
    if (errors.length > command.mostErrors) throw new LoadFailed(command.table, errors);
  }
  const names = columns.map(({ name }) => name);
  database.insert(command.table, names, rows);
  return rows.length;
}

function columnNamed(all: readonly Column[], name: string): Column {
  const found = all.find((column) => column.name === name);
  if (found) return found;
  throw new SqlError(`column "${name}" does not exist`);
}

interface File {
  readonly bucket: string;
  readonly key: string;
}

type Needs = { readonly colleagues: Colleagues; readonly caller: Caller };

async function filesOf(command: CopyCommand, needs: Needs): Promise<readonly File[]> {
  const { bucket, prefix } = command;
  if (!command.manifest) {
    const keys = await keysOf(command, needs);
    if (keys.length === 0) throw new SqlError(`The specified S3 prefix '${prefix}' does not exist`);
    return keys.map((key) => ({ bucket, key }));
  }
  const manifest = parseJson((await objectOf(bucket, prefix, command, needs)).toString());
  const entries = isJsonObject(manifest) ? manifest['entries'] : undefined;
  if (!Array.isArray(entries)) throw new SqlError(`The manifest s3://${bucket}/${prefix} has no entries`);
  return (entries as readonly JsonValue[]).map((entry) => {
    const url = isJsonObject(entry) && typeof entry['url'] === 'string' ? entry['url'] : '';
    const [, from = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
    if (key === '') throw new SqlError(`The manifest s3://${bucket}/${prefix} has an entry without a url`);
    return { bucket: from, key };
  });
}

/** In the order of their keys. */
async function keysOf(command: CopyCommand, needs: Needs): Promise<readonly string[]> {
  const keys: string[] = [];
  let token: JsonValue | undefined;
  do {
    const page: JsonObject = await askS3(
      'ListObjectsV2',
      {
        Bucket: command.bucket,
        Prefix: command.prefix,
        ...(token !== undefined && { ContinuationToken: token }),
      },
      command,
      needs,
    );
    const contents = Array.isArray(page['Contents']) ? (page['Contents'] as readonly JsonValue[]) : [];
    for (const entry of contents)
      if (isJsonObject(entry) && typeof entry['Key'] === 'string') keys.push(entry['Key']);
    token = page['NextContinuationToken'];
  } while (token !== undefined);
  return keys;
}

async function objectOf(bucket: string, key: string, command: CopyCommand, needs: Needs): Promise<Buffer> {
  const params = { Bucket: bucket, Key: key, BodyEncoding: 'base64' };
  const { Body: body } = await askS3('GetObject', params, command, needs);
  return Buffer.from(typeof body === 'string' ? body : '', 'base64');
}

async function askS3(
  operation: string,
  params: JsonObject,
  { region }: CopyCommand,
  { colleagues, caller }: Needs,
): Promise<JsonObject> {
  const as = { ...caller, service: 's3', region: region ?? caller.region };
  return colleagues.call('s3', operation, params, as).catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
    throw new SqlError(
      `S3ServiceException:${error.message},Status ${String(error.status)},Error ${error.code}`,
    );
  });
}

function textOf(bytes: Buffer, { gzip }: CopyCommand): string {
  if (!gzip) return bytes.toString();
  try {
    return gunzipSync(bytes).toString();
  } catch {
    throw new SqlError('error: incorrect header check  code: 1001: the file is not GZIP');
  }
}

function read(text: string, file: string, columns: readonly Column[], command: CopyCommand): Loaded {
  const rows: (readonly Stored[])[] = [];
  const errors: LoadError[] = [];
  for (const line of linesOf(text, command.form).slice(command.ignoredLines)) {
    if (line.raw.trim() === '') continue;
    const row = rowOf(line, file, columns, command);
    if ('reason' in row) errors.push(row);
    else rows.push(row);
  }
  return { rows, errors };
}

function rowOf(
  line: Line,
  file: string,
  columns: readonly Column[],
  command: CopyCommand,
): readonly Stored[] | LoadError {
  const wrong = (code: number, reason: string, column?: Column, value = ''): LoadError => ({
    file,
    line: line.number,
    raw: line.raw,
    value,
    code,
    reason,
    ...(column && { column }),
  });
  if (line.fields.length > columns.length) return wrong(1202, 'Extra column(s) found');
  if (line.fields.length < columns.length && !command.fillsRecords) return wrong(1214, 'Delimiter not found');
  const row: Stored[] = [];
  for (const [index, column] of columns.entries()) {
    const text = fieldText(line, index, column, command);
    const value = fitted(text, column, { truncate: command.truncates });
    if (!value.ok) return wrong(value.code, value.reason, column, text ?? '');
    row.push(value.value);
  }
  return row;
}

/** null where the file says that there is nothing: an empty field of any column that is not of characters. */
function fieldText(line: Line, index: number, column: Column, command: CopyCommand): string | null {
  const field = line.fields[index];
  if (!field) return null;
  const { text, quoted } = field;
  if (quoted) return text;
  if (text === command.nullText) return null;
  if (text === '') return column.kind !== 'char' || command.emptyIsNull ? null : '';
  return command.blankIsNull && text.trim() === '' ? null : text;
}
