import type { Layout } from '../layout/layout.ts';
import { widthOf } from '../text/fonts.ts';
import { outcomesInOrder, outcomeWords } from '../words/outcome-words.ts';
import { element, type Svg } from './element.ts';
import { outcomeSign } from './sign.ts';
import type { Theme } from './theme.ts';
import { words } from './words.ts';

const style = { size: 12, weight: 400 } as const;
const row = 24;
const gap = 18;
const mark = 26;

interface Entry {
  readonly words: string;
  draw(x: number, y: number): Svg;
}

/** What the signs of this picture mean, and nothing else. */
export function drawLegend(
  layout: Layout,
  theme: Theme,
  at: { readonly x: number; readonly y: number; readonly width: number },
): { readonly drawn: readonly Svg[]; readonly height: number } {
  let x = 0;
  let y = 0;
  const drawn = entriesOf(layout, theme).flatMap((entry) => {
    const width = mark + widthOf(entry.words, style.size, style.weight);
    if (x > 0 && x + width > at.width) {
      x = 0;
      y += row;
    }
    const here = { x: at.x + x, y: at.y + y };
    x += width + gap;
    return [
      entry.draw(here.x + 9, here.y + row / 2),
      words(entry.words, style, { x: here.x + mark, y: here.y + 5, fill: theme.soft }),
    ];
  });
  return { drawn, height: drawn.length > 0 ? y + row : 0 };
}

function entriesOf({ boxes, frames, edges }: Layout, theme: Theme): readonly Entry[] {
  const shown = [...boxes, ...frames.map(({ header }) => header)];
  const present = new Set(shown.map(({ progress }) => progress?.outcome));
  const entries: Entry[] = outcomesInOrder
    .filter((outcome) => present.has(outcome))
    .map((outcome) => ({
      words: outcomeWords[outcome],
      draw: (x, y) =>
        element(
          'g',
          { transform: `translate(${String(x)} ${String(y)}) scale(0.85)` },
          outcomeSign(outcome, theme.outcomes[outcome].line, theme.sign, 0, 0),
        ),
    }));
  const line = (label: string, stroke: string, width: number, dashes?: string): Entry => ({
    words: label,
    draw: (x, y) =>
      element('path', {
        d: `M${String(x - 9)} ${String(y)} h20`,
        fill: 'none',
        stroke,
        'stroke-width': width,
        'stroke-dasharray': dashes,
      }),
  });
  if (edges.some(({ taken }) => taken === true)) entries.push(line('Way taken', theme.edge.taken, 2.6));
  if (edges.some(({ kind }) => kind === 'catch'))
    entries.push(line('On an error', theme.edge.caught, 1.8, '6 4'));
  return entries;
}
