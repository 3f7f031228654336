import type { Column } from './column.ts';

export type Stored = string | number | null;

/** Why a field does not fit its column, by the codes of Redshift. https://docs.aws.amazon.com/redshift/latest/dg/r_Load_Error_Reference.html */
export interface Misfit {
  readonly code: number;
  readonly reason: string;
}

export type Fitted = { readonly ok: true; readonly value: Stored } | ({ readonly ok: false } & Misfit);

const ranges: Readonly<Record<string, bigint>> = {
  int2: 32_767n,
  int4: 2_147_483_647n,
  int8: 9_223_372_036_854_775_807n,
};
const yes = /^(t|true|y|yes|1)$/i;
const no = /^(f|false|n|no|0)$/i;

/** A field as its column stores it. @param text null where the file says that there is nothing */
export function fitted(text: string | null, column: Column, options: { readonly truncate: boolean }): Fitted {
  if (text === null) {
    if (column.notNull) return misfit(1213, 'Missing data for not-null field');
    return { ok: true, value: null };
  }
  switch (column.kind) {
    case 'integer':
      return integer(text.trim(), column);
    case 'numeric':
      return numeric(text.trim(), column);
    case 'float':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim())
        ? { ok: true, value: Number(text) }
        : misfit(1208, 'Invalid digit, Value for FLOAT');
    case 'boolean':
      if (yes.test(text.trim())) return { ok: true, value: 1 };
      return no.test(text.trim()) ? { ok: true, value: 0 } : misfit(1210, 'Unknown boolean format');
    case 'date':
      return date(text.trim());
    case 'timestamp':
      return timestamp(text.trim());
    case 'char':
      return characters(text, column, options.truncate);
    case 'other':
      return { ok: true, value: text };
  }
}

function integer(text: string, { typeName }: Column): Fitted {
  const wrong = /[^\d]/.exec(text.replace(/^[+-]/, ' ').slice(/^[+-]/.test(text) ? 1 : 0));
  if (!/^[+-]?\d+$/.test(text)) {
    const at = wrong?.index ?? 0;
    return misfit(
      1207,
      `Invalid digit, Value '${text.charAt(at)}', Pos ${String(at)}, Type: ${words[typeName] ?? 'Integer'}`,
    );
  }
  const value = BigInt(text);
  const most = ranges[typeName] ?? 0n;
  if (value > most || value < -most - 1n)
    return misfit(
      1207,
      `Overflow for ${words[typeName] ?? 'Integer'} (valid range -${String(most + 1n)} to ${String(most)})`,
    );
  return { ok: true, value: Number(value) };
}
const words: Readonly<Record<string, string>> = { int2: 'Short', int4: 'Integer', int8: 'Long' };

function numeric(text: string, { length, scale }: Column): Fitted {
  const [, sign = '', whole = '', part = ''] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === '' && part === '')
    return misfit(1207, `Invalid digit, Value '${/[^\d.+-]/.exec(text)?.[0] ?? ''}', Pos 0, Type: Decimal`);
  if (whole.replace(/^0+/, '').length > length - scale)
    return misfit(
      1209,
      `Numeric data overflow (result precision) for NUMERIC(${String(length)},${String(scale)})`,
    );
  return { ok: true, value: Number(`${sign}${whole}.${part === '' ? '0' : part}`) };
}

function date(text: string): Fitted {
  if (text.length < 10) return misfit(1205, 'Invalid Date Format - length must be 10 or more');
  const [, day = ''] = /^(\d{4}-\d{2}-\d{2})(?:[ T].*)?$/.exec(text) ?? [];
  return exists(day) ? { ok: true, value: day } : misfit(1205, 'Invalid Date Format - expected YYYY-MM-DD');
}

function timestamp(text: string): Fitted {
  const [, day = '', time = '00:00:00'] =
    /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/.exec(
      text,
    ) ?? [];
  return exists(day)
    ? { ok: true, value: `${day} ${time}` }
    : misfit(1206, 'Invalid timestamp format or value [YYYY-MM-DD HH24:MI:SS]');
}

/** Whether the calendar has this day. */
function exists(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

function characters(text: string, { length }: Column, truncate: boolean): Fitted {
  if (Buffer.byteLength(text) <= length) return { ok: true, value: text };
  if (truncate) return { ok: true, value: Buffer.from(text).subarray(0, length).toString() };
  return misfit(1204, 'String length exceeds DDL length');
}

function misfit(code: number, reason: string): Fitted {
  return { ok: false, code, reason };
}
