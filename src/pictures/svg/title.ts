import { drawable } from '../text/fonts.ts';
import { wrap } from '../text/wrap.ts';
import { durationWords } from '../words/duration-words.ts';
import type { Svg } from './element.ts';
import type { Theme } from './theme.ts';
import { words } from './words.ts';

/** What stands above a picture; each part only where it is given. */
export interface Title {
  readonly machine?: string;
  readonly execution?: string;
  /** As AWS writes it: `RUNNING`, `FAILED`, ... */
  readonly status?: string;
  readonly durationMs?: number;
}

const large = { size: 18, weight: 600 } as const;
const small = { size: 13, weight: 400 } as const;
const most = 2;

export function drawTitle(
  title: Title,
  theme: Theme,
  at: { readonly x: number; readonly y: number; readonly width: number },
): { readonly drawn: readonly Svg[]; readonly height: number } {
  let { y } = at;
  const drawn: Svg[] = [];
  const add = (text: string, style: typeof large | typeof small, fill: string) => {
    for (const line of wrap(drawable(text), style, at.width, most)) {
      drawn.push(words(line, style, { x: at.x, y, fill }));
      y += style.size * 1.35;
    }
  };
  if (title.machine !== undefined) add(title.machine, large, theme.ink);
  const state = [title.status === undefined ? '' : statusWords(title.status), timeOf(title)].filter(Boolean);
  if (state.length > 0) add(state.join(' · '), small, theme.ink);
  if (title.execution !== undefined) add(title.execution, small, theme.soft);
  return { drawn, height: y - at.y };
}

/** `TIMED_OUT` is `Timed out` to a reader. */
export function statusWords(status: string): string {
  const lower = status.toLowerCase().replaceAll('_', ' ');
  return lower.replace(/^./, (first) => first.toUpperCase());
}

function timeOf({ durationMs }: Title): string {
  return durationMs === undefined ? '' : durationWords(durationMs);
}
