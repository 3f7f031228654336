import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { policyJsonSchema } from '../../config/index.ts';
import { makeFolder, messageOf } from '../../platform/index.ts';
import { print } from '../output.ts';
import { readFile } from '../read-file.ts';

/** Stands beside the sources; the built files read it there. */
const sample = new URL('../../../src/cli/init/signalbox.yaml', import.meta.url);

/** `signalbox init [DIR]`: a commented signalbox.yaml, and its schema for editors. What is there is left alone. */
export function init(folder: string, { force = false }: { readonly force?: boolean } = {}): void {
  const files: readonly (readonly [string, string])[] = [
    [join(folder, 'signalbox.yaml'), readFile(fileURLToPath(sample))],
    [join(folder, 'signalbox.schema.json'), `${JSON.stringify(policyJsonSchema(), null, 2)}\n`],
  ];
  const there = files.map(([path]) => path).filter((path) => existsSync(path));
  if (there.length > 0 && !force)
    throw new Error(
      `Nothing was written: ${there.join(' and ')} ${there.length === 1 ? 'is' : 'are'} there already. Name another folder, or overwrite with --force.`,
    );
  try {
    makeFolder(resolve(folder));
    // Whoever made the file since it was looked for keeps it.
    for (const [path, text] of files) writeFileSync(path, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    throw new Error(
      `The files could not be written to ${folder} (${messageOf(error)}). Name another folder.`,
      {
        cause: error,
      },
    );
  }
  for (const [path] of files) print(`Written: ${path}`);
  print('Next: put in your own state machines, groups and channels, and run `signalbox lint` on it.');
}
