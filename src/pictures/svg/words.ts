import type { TextStyle } from '../text/wrap.ts';
import { element, type Svg } from './element.ts';

/** Inter where it is, and what a browser has otherwise. resvg finds for each character a font that draws it. */
export const fontFamily = 'Inter, system-ui, sans-serif';
/** Where letters stand in a line, as a share of their size. */
const baseline = 1;

/** A line of text; x is its left end or its middle, y the top of the line. */
export function words(
  text: string,
  { size, weight }: TextStyle,
  at: { readonly x: number; readonly y: number; readonly fill: string; readonly anchor?: 'start' | 'middle' },
): Svg {
  return element(
    'text',
    {
      x: at.x,
      y: at.y + size * baseline,
      'font-size': size,
      'font-weight': weight === 400 ? undefined : weight,
      'text-anchor': at.anchor === 'middle' ? 'middle' : undefined,
      fill: at.fill,
    },
    text,
  );
}
