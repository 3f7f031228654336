import { isJsonObject, parseJson } from '../platform/index.ts';
import { readFile } from './read-file.ts';
import { fileURLToPath } from 'node:url';

const manifest = parseJson(readFile(fileURLToPath(new URL('../../package.json', import.meta.url))));

/** The version of this Signalbox, as its package says. */
export const version =
  isJsonObject(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : 'unknown';
