import type { Layout } from '../layout/layout.ts';
import { drawBox, drawFrame } from './box.ts';
import { drawDot, drawEdge, drawLabel } from './edges.ts';
import { element, round } from './element.ts';
import { drawLegend } from './legend.ts';
import { themes, type ThemeName } from './theme.ts';
import { drawTitle, type Title } from './title.ts';
import { fontFamily } from './words.ts';

export interface SvgOptions {
  readonly theme?: ThemeName;
  readonly title?: Title;
  /** For readers who cannot see it. */
  readonly alt?: string;
}

const margin = 20;
/** Room for a title and a legend that read well. */
const narrowest = 330;
const between = 16;

/** The whole picture as SVG: no script, no reference to anything outside. Pure but for the fonts. */
export function svgOf(layout: Layout, options: SvgOptions = {}): string {
  const theme = themes[options.theme ?? 'light'];
  const inner = Math.max(layout.width, narrowest);
  const width = inner + 2 * margin;
  const place = { x: margin, width: inner };
  const title = drawTitle(options.title ?? {}, theme, { ...place, y: margin - 4 });
  const top = title.height > 0 ? margin + title.height + between : margin;
  const left = margin + (inner - layout.width) / 2;
  const below = top + layout.height + between;
  const legend = drawLegend(layout, theme, { ...place, y: below });
  const height = (legend.height > 0 ? below + legend.height : top + layout.height) + margin - 6;
  const taken = layout.edges.filter((edge) => edge.taken === true);
  const others = layout.edges.filter((edge) => edge.taken !== true);
  const machine = element(
    'g',
    { transform: `translate(${round(left)} ${round(top)})` },
    ...layout.frames.map((frame) => drawFrame(frame, theme)),
    ...[...others, ...taken].map((edge) => drawEdge(edge, theme)),
    ...layout.dots.map((dot) => drawDot(dot, theme)),
    ...layout.boxes.map((box) => drawBox(box, theme)),
    ...layout.labels.map((label) => drawLabel(label, theme)),
  );
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: Math.ceil(width),
      height: Math.ceil(height),
      viewBox: `0 0 ${String(Math.ceil(width))} ${String(Math.ceil(height))}`,
      'font-family': fontFamily,
      role: 'img',
    },
    ...(options.alt === undefined ? [] : [element('title', {}, options.alt)]),
    element('rect', { width: Math.ceil(width), height: Math.ceil(height), fill: theme.background }),
    ...title.drawn,
    machine,
    ...legend.drawn,
  ).svg;
}
