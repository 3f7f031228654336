import type { Row } from './database.ts';

/** Rows read at a time. */
const page = 500;

/** The texts of every row with a `number` and an `entry`, in order, never more than a page of them in memory. */
export async function* inPages(
  read: (after: number, limit: number) => readonly Row[],
): AsyncGenerator<string> {
  let last = 0;
  for (;;) {
    const rows = read(last, page);
    for (const row of rows) {
      last = Number(row['number']);
      yield String(row['entry']);
    }
    if (rows.length < page) return;
    // Lets other work of the process in between two pages.
    await Promise.resolve();
  }
}
