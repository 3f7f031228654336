import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const endings = ['.mjs', '.js', '.cjs'];
/** A function finds the SDK beside its runtime; here it stands among the packages of this repository. */
const packages = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

/** Where the code stands that functions were given by UpdateFunctionCode. */
export interface CodeFolder {
  /** Writes a package, and gives the path of the file that its handler (`index.handler`) is in, or should be. */
  unpack(files: ReadonlyMap<string, Buffer>, handler: string): string;
  clear(): void;
}

export function createCodeFolder(): CodeFolder {
  let root: string | undefined;
  let count = 0;
  const open = () => {
    const made = mkdtempSync(join(tmpdir(), 'signalbox-functions-'));
    symlinkSync(packages, join(made, 'node_modules'));
    return made;
  };
  return {
    unpack(files, handler) {
      const module = handler.slice(0, handler.lastIndexOf('.'));
      const paths = endings.map((ending) => `${module}${ending}`);
      const main = paths.find((path) => files.has(path)) ?? `${module}.js`;
      root ??= open();
      const folder = join(root, String((count += 1)));
      for (const [path, content] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      return join(folder, main);
    },
    clear() {
      if (root !== undefined) rmSync(root, { recursive: true, force: true });
      root = undefined;
    },
  };
}
