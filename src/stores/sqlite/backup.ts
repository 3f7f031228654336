import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { CodedError } from '../../platform/index.ts';
import { openDatabase } from './database.ts';

/** A copy is never written over something: it may be the only one there is. */
class BackupExists extends CodedError {
  readonly code = 'backup-exists';
  constructor(file: string) {
    super(`${file} is there already: name a file that is not, and delete old copies yourself.`);
  }
}

/** Copies the database into one new file, while a bot may be at work. The file is whole once it has its name. */
export function backUp(path: string, file: string): void {
  if (existsSync(file)) throw new BackupExists(file);
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const database = openDatabase(path, { asItIs: true });
  try {
    database.inspect();
    database.copyTo(unfinished);
    chmodSync(unfinished, 0o600);
    synced(unfinished);
    renameSync(unfinished, file);
    synced(dirname(file));
  } finally {
    database.close();
    rmSync(unfinished, { force: true });
  }
}

/** Looks at every page and every index. @throws {DatabaseUnusable} */
export function inspect(path: string): void {
  const database = openDatabase(path, { asItIs: true });
  try {
    database.inspect('whole');
  } finally {
    database.close();
  }
}

function synced(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
