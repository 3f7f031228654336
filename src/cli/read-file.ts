import { readFileSync } from 'node:fs';

export const readFile = (path: string): string => readFileSync(path, 'utf8');
