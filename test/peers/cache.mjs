import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const root = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'signalbox-peers');

/** The folder of that name among what was fetched before; `fetch` fills it where it is not there, or only half. */
export async function cached(name, fetch) {
  const folder = join(root, name);
  const mark = join(folder, '.complete');
  if (existsSync(mark)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await fetch(folder);
  writeFileSync(mark, '');
  return folder;
}
