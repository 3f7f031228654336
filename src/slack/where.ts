import type { TaskPlace } from '../platform/index.ts';
import { foreign } from './text.ts';

/** Account and Region in words; undefined where Signalbox works in one place only. */
export type Where = (place: TaskPlace) => string | undefined;

/** ` · prod · 111111111111 · eu-west-1`, behind something else; nothing where there is but one place. Pure. */
export function whereBehind(where: Where, executionArn: string): string {
  const words = where({ executionArn });
  return words === undefined ? '' : ` · ${foreign(words, 120)}`;
}
