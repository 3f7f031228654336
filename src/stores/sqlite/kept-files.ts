import { statSync } from 'node:fs';
import { DatabaseUnusable } from './faults.ts';

/**
 * A look whether the database's files are still those that were opened: SQLite goes on writing into one that was
 * deleted, and nobody finds that again. Costs a few microseconds.
 */
export function keepsItsFiles(path: string): () => void {
  const files = [path, `${path}-wal`].map((file) => ({ file, opened: inodeOf(file) }));
  return () => {
    for (const { file, opened } of files)
      if (opened !== undefined && inodeOf(file) !== opened)
        throw new DatabaseUnusable(path, 'gone', `${file} is not the file that was opened`);
  };
}

function inodeOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}
