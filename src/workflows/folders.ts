import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Workflows stand beside the sources; the built files read them there. */
const sources = new URL('../../src/workflows/', import.meta.url);

/** The folders that have a template: one each shipped workflow. */
export function workflowFolders(): readonly string[] {
  return readdirSync(sources)
    .filter((folder) => existsSync(new URL(`${folder}/template.yaml`, sources)))
    .sort();
}

export function readOf(folder: string, file: string): string {
  return readFileSync(new URL(`${folder}/${file}`, sources), 'utf8');
}

/** A file that was built from one of the folder. */
export function readBuilt(folder: string, file: string): string {
  return readFileSync(new URL(`../../dist/workflows/${folder}/${file}`, import.meta.url), 'utf8');
}

export function has(folder: string, file: string): boolean {
  return existsSync(new URL(`${folder}/${file}`, sources));
}
