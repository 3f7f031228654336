import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Which signalbox.yaml the bot starts with. */
export interface PolicyFile {
  path(): string;
  /**
   * Takes a path, or the text itself: from then on the bot starts with that.
   * @returns what takes it back, or why it cannot be used
   */
  use(pathOrText: string): (() => void) | string;
  /** Back to the file that the sandbox started with. */
  reset(): void;
}

/** @param onChange told after each change */
export function createPolicyFile(first: string, folder: string, onChange: () => void): PolicyFile {
  let path = first;
  let texts = 0;
  const set = (next: string) => {
    path = next;
    onChange();
  };
  return {
    path: () => path,
    use(pathOrText) {
      const before = path;
      const file = isFile(pathOrText) ? resolve(pathOrText) : undefined;
      if (file === undefined && !looksLikeYaml(pathOrText))
        return `There is no file ${pathOrText}, and it is not the text of a signalbox.yaml either.`;
      if (file !== undefined) set(file);
      else {
        texts += 1;
        const written = join(folder, `signalbox-${texts}.yaml`);
        writeFileSync(written, pathOrText);
        set(written);
      }
      return () => {
        set(before);
      };
    },
    reset() {
      set(first);
    },
  };
}

function isFile(path: string): boolean {
  return !path.includes('\n') && existsSync(path) && statSync(path).isFile();
}

/** `{machines: [x]}`, `machines: [x]`, or more lines than one. */
function looksLikeYaml(text: string): boolean {
  return /\n|^\s*\{|:(\s|$)/.test(text);
}
