/** What the database says of a statement that failed, as Redshift words it. */
export class SqlError extends Error {
  constructor(message: string) {
    super(message.startsWith('ERROR: ') ? message : `ERROR: ${message}`);
  }
}

/** The embedded engine's words, and Redshift's for the same. */
const wordings: readonly (readonly [RegExp, (first: string, second: string) => string])[] = [
  [/^no such table: (?:main\.)?(\S+)/, (name) => `relation "${lower(name)}" does not exist`],
  [/^no such column: (\S+)/, (name) => `column "${lower(name)}" does not exist`],
  [
    /^table (\S+) has no column named (\S+)/,
    (table, column) => `column "${lower(column)}" of relation "${lower(table)}" does not exist`,
  ],
  [/^near "(.*)": syntax error/s, (near) => `syntax error at or near "${near}"`],
  [/^(?:table|view) "?(\S+?)"? already exists/, (name) => `Relation "${lower(name)}" already exists`],
  [
    /^NOT NULL constraint failed: \S+\.(\S+)/,
    (column) => `Cannot insert a NULL value into column ${lower(column)}`,
  ],
  [/^no such function: (\S+)/, (name) => `function ${lower(name)}() does not exist`],
  [/^unknown database "?(\w+)"?/, (name) => `schema "${lower(name)}" does not exist`],
  [/has (\d+) columns but (\d+) values/, () => 'INSERT has more expressions than target columns'],
];

export function sqlError(message: string): SqlError {
  for (const [pattern, words] of wordings) {
    const found = pattern.exec(message);
    if (found) return new SqlError(words(found[1] ?? '', found[2] ?? ''));
  }
  return new SqlError(message);
}

function lower(name: string): string {
  return name.toLowerCase();
}
