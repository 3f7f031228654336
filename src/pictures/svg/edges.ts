import { labelLine, labelStyle } from '../layout/links.ts';
import type { Curve, Dot, Edge, Label, Point } from '../layout/layout.ts';
import { element, round, type Svg } from './element.ts';
import type { Theme } from './theme.ts';
import { words } from './words.ts';

const head = { length: 9, half: 4.6 };
const headings: Readonly<Record<Edge['heading'], Point>> = {
  down: { x: 0, y: 1 },
  up: { x: 0, y: -1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};

/** A line and an arrowhead of its own: markers come out half hidden in some renderers. */
export function drawEdge(edge: Edge, theme: Theme): Svg {
  const colour = colourOf(edge, theme);
  const width = edge.taken === undefined ? 1.6 : edge.taken ? 2.6 : 1.4;
  const ahead = headings[edge.heading];
  const tip = edge.curve.bends.at(-1)?.[2] ?? edge.curve.from;
  const neck = { x: tip.x - ahead.x * (head.length - 2), y: tip.y - ahead.y * (head.length - 2) };
  const line = element('path', {
    d: pathOf(edge.curve, neck),
    fill: 'none',
    stroke: colour,
    'stroke-width': width,
    'stroke-dasharray': edge.kind === 'catch' ? '6 4' : undefined,
    'stroke-linejoin': 'round',
  });
  const back = { x: tip.x - ahead.x * head.length, y: tip.y - ahead.y * head.length };
  const wide = head.half + (edge.taken === true ? 0.8 : 0);
  const wings = [1, -1].map(
    (side) => `${round(back.x + side * ahead.y * wide)} ${round(back.y + side * ahead.x * wide)}`,
  );
  const arrow = element('path', {
    d: `M${round(tip.x)} ${round(tip.y)} L${wings.join(' L')} Z`,
    fill: colour,
  });
  return element('g', {}, line, arrow);
}

function colourOf({ kind, taken }: Pick<Edge, 'kind' | 'taken'>, { edge }: Theme): string {
  if (taken === false) return edge.untaken;
  if (kind === 'catch') return edge.caught;
  return taken === true ? edge.taken : edge.plain;
}

function pathOf({ from, bends }: Curve, end: Point): string {
  const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`;
  const curves = bends.map(([one, two, to], index) =>
    index === bends.length - 1 ? `C${at(one)} ${at(two)} ${at(end)}` : `C${at(one)} ${at(two)} ${at(to)}`,
  );
  return `M${at(from)} ${curves.join(' ')}`;
}

/** Above the edges, on paper of its own. */
export function drawLabel(label: Label, theme: Theme): Svg {
  const { x, y, width, height } = label;
  const fill = label.taken === false ? theme.soft : label.kind === 'catch' ? theme.edge.caught : theme.ink;
  const paper = element('rect', { x, y, width, height, rx: 4, fill: theme.background, opacity: 0.92 });
  const style = label.taken === true ? ({ size: labelStyle.size, weight: 600 } as const) : labelStyle;
  const lines = label.lines.map((line, index) =>
    words(line, style, { x: x + width / 2, y: y + 2 + index * labelLine, fill, anchor: 'middle' }),
  );
  return element('g', {}, paper, ...lines);
}

export function drawDot({ kind, x, y, taken }: Dot, theme: Theme): Svg {
  const colour = taken === undefined ? theme.edge.plain : taken ? theme.edge.taken : theme.edge.untaken;
  if (kind === 'branch') return element('circle', { cx: x, cy: y, r: 4.5, fill: colour });
  if (kind === 'start') return element('circle', { cx: x, cy: y, r: 8, fill: colour });
  return element(
    'g',
    {},
    element('circle', { cx: x, cy: y, r: 8, fill: 'none', stroke: colour, 'stroke-width': 2 }),
    element('circle', { cx: x, cy: y, r: 4.2, fill: colour }),
  );
}
