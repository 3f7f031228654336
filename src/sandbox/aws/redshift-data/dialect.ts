import { SqlError } from './sql-error.ts';

/** What a statement asks for, in the embedded engine's words where it can run it. */
export type Meaning =
  /** Without comments. */
  | { readonly kind: 'copy'; readonly sql: string }
  /** Right in Redshift, and without a meaning here. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'create-schema'; readonly name: string; readonly unlessThere: boolean }
  | { readonly kind: 'drop-schema'; readonly name: string; readonly ifThere: boolean }
  | {
      readonly kind: 'create-like';
      readonly table: string;
      readonly like: string;
      readonly unlessThere: boolean;
    }
  | { readonly kind: 'sql'; readonly sql: string };

const without =
  /^(grant|revoke|analyze|vacuum|comment\s+on|set|reset|alter\s+(user|group|default)|create\s+(user|group)|begin|commit|end|abort|start\s+transaction)\b/i;
const refused: readonly (readonly [RegExp, string])[] = [
  [/^unload\b/i, 'UNLOAD'],
  [/^merge\b/i, 'MERGE'],
  [/^call\b|^create\s+(or\s+replace\s+)?(procedure|function)\b/i, 'procedures and functions'],
  [/^create\s+external\b|^create\s+materialized\b/i, 'external schemas and tables, and materialized views'],
];

/** Words of CREATE TABLE that say where and how Redshift keeps the rows, or that it does not enforce. */
const keeping = [
  /\bdiststyle\s+(auto|even|key|all)\b/gi,
  /\bdistkey\s*(\([^)]*\))?/gi,
  /\b(compound\s+|interleaved\s+)?sortkey\s*(auto|\([^)]*\))?/gi,
  /\bencode\s+\w+/gi,
  /\bbackup\s+(yes|no)\b/gi,
  /,\s*(constraint\s+\w+\s+)?(primary\s+key|unique)\s*\([^)]*\)/gi,
  /,\s*(constraint\s+\w+\s+)?foreign\s+key\s*\([^)]*\)\s*references\s+[\w.]+\s*(\([^)]*\))?/gi,
  /\breferences\s+[\w.]+\s*(\([^)]*\))?/gi,
  /\b(primary\s+key|unique)\b/gi,
  /\bidentity\s*\([^)]*\)/gi,
];

/** Other spellings of what the engine has too. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\b(getdate|sysdate)\b\s*(\(\s*\))?/gi, "datetime('now')"],
  [/\bnvl\s*\(/gi, 'coalesce('],
  [/\bilike\b/gi, 'like'],
  [/\blen\s*\(/gi, 'length('],
  [/\bvarchar\s*\(\s*max\s*\)/gi, 'varchar(65535)'],
  [/\bapproximate\s+count\b/gi, 'count'],
  [/\bpublic\.(?=["\w])/gi, 'main.'],
  [/^create\s+local\s+temp/i, 'create temp'],
  [/(\b[\w.]+\b|\)|'\u0000\d+')::(\w+(?:\s*\([\d,\s]*\))?)/g, 'cast($1 as $2)'],
];

/** @throws SqlError for what the sandbox has not, and for more than one statement */
export function meaningOf(written: string): Meaning {
  const { text, literals } = withoutLiterals(written);
  const sql = text.trim().replace(/;\s*$/, '').trim();
  if (sql === '') throw new SqlError('syntax error at end of input');
  if (sql.includes(';')) throw new SqlError('cannot insert multiple commands into a prepared statement');
  const lacking = refused.find(([pattern]) => pattern.test(sql));
  if (lacking) throw new SqlError(`The sandbox's Redshift has no ${lacking[1]}.`);
  const whole = (part: string) =>
    part.replace(/'\u0000(\d+)'/g, (_all, at: string) => literals[Number(at)] ?? '');
  if (/^copy\b/i.test(sql)) return { kind: 'copy', sql: whole(sql) };
  if (without.test(sql)) return { kind: 'nothing' };
  const schema = schemaMeaning(sql) ?? likeMeaning(sql);
  if (schema) return schema;
  const create = /^create\s+(temp\s+|temporary\s+|local\s+temp\s+)?table\b/i.test(sql);
  const kept = create ? keeping.reduce((left, words) => left.replace(words, ' '), sql) : sql;
  const truncated = kept.replace(/^truncate\s+(table\s+)?/i, 'delete from ');
  const spelled = spellings.reduce((left, [from, to]) => left.replace(from, to), truncated);
  const dropped = spelled.replace(/^(drop\s+(?:table|view)\b.*?)\s+(cascade|restrict)$/is, '$1');
  return { kind: 'sql', sql: whole(dropped) };
}

function schemaMeaning(sql: string): Meaning | undefined {
  const [created, unless, name = ''] =
    /^create\s+schema\s+(if\s+not\s+exists\s+)?"?(\w+)"?(?:\s+authorization\s+\w+)?$/i.exec(sql) ?? [];
  if (created !== undefined)
    return { kind: 'create-schema', name: name.toLowerCase(), unlessThere: unless !== undefined };
  const [dropped, ifThere, gone = ''] =
    /^drop\s+schema\s+(if\s+exists\s+)?"?(\w+)"?(?:\s+(?:cascade|restrict))?$/i.exec(sql) ?? [];
  if (dropped === undefined) return undefined;
  return { kind: 'drop-schema', name: gone.toLowerCase(), ifThere: ifThere !== undefined };
}

function likeMeaning(sql: string): Meaning | undefined {
  const [found, unless, table = '', like = ''] =
    /^create\s+(?:(?:local\s+)?temp(?:orary)?\s+)?table\s+(if\s+not\s+exists\s+)?([\w.]+)\s*\(\s*like\s+([\w.]+)[^)]*\)/i.exec(
      sql,
    ) ?? [];
  if (found === undefined) return undefined;
  return { kind: 'create-like', table, like, unlessThere: unless !== undefined };
}

/** A statement without comments, with places for its quoted texts: nothing of these is taken for SQL. */
function withoutLiterals(sql: string): { readonly text: string; readonly literals: readonly string[] } {
  const literals: string[] = [];
  const text = sql.replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, (found) => {
    if (!found.startsWith("'")) return ' ';
    literals.push(found);
    return `'\u0000${String(literals.length - 1)}'`;
  });
  return { text, literals };
}
