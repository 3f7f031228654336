import type { Box, Frame, Rect } from '../layout/layout.ts';
import { badge, badgeWidth, inset, lineHeight } from '../layout/write.ts';
import { element, type Svg } from './element.ts';
import { outcomeSign, typeSign } from './sign.ts';
import type { Theme, Tint } from './theme.ts';
import { words } from './words.ts';

const radius = 9;
/** How far the sides of a Choice come to a point. */
const point = 11;
const stack = 5;

export function drawBox(box: Box, theme: Theme): Svg {
  const { fill, line } = tintOf(box, theme);
  const style = { fill, stroke: line, 'stroke-width': strength(box), 'stroke-dasharray': dashes(box) };
  const shape =
    box.state.type === 'Choice'
      ? element('path', { d: pointed(box), 'stroke-linejoin': 'round', ...style })
      : element('rect', { ...corners(box), rx: radius, ...style });
  const more =
    box.look === 'nested' || box.look === 'collapsed'
      ? [element('rect', { ...within(box, 3), rx: radius - 3, fill: 'none', stroke: line, opacity: 0.6 })]
      : [];
  return element('g', {}, shape, ...more, drawWriting(box, theme));
}

/** The box around the states of a Parallel or a Map; of a Map a second sheet behind it, since it is many times this. */
export function drawFrame(frame: Frame, theme: Theme): Svg {
  const { header, lanes } = frame;
  const tint = tintOf(header, theme);
  const style = { stroke: tint.line, 'stroke-width': strength(header), 'stroke-dasharray': dashes(header) };
  const behind =
    header.state.type === 'Map'
      ? [
          element('rect', {
            ...corners({ ...frame, x: frame.x + stack, y: frame.y + stack }),
            rx: radius,
            fill: theme.frame,
            ...style,
            opacity: 0.55,
          }),
        ]
      : [];
  const sheet = element('rect', { ...corners(frame), rx: radius, fill: theme.frame, ...style });
  const top = element('path', { d: headPath(frame, header.height), fill: tint.fill });
  const rim = element('rect', { ...corners(frame), rx: radius, fill: 'none', ...style });
  const rules = lanes.flatMap((lane, index) => {
    const before = lanes[index - 1];
    if (before?.y !== lane.y) return [];
    const x = (before.x + before.width + lane.x) / 2;
    const d = `M${String(x)} ${String(lane.y + 2)} V${String(lane.y + lane.height)}`;
    return [element('path', { d, fill: 'none', stroke: theme.edge.untaken, 'stroke-dasharray': '3 4' })];
  });
  return element('g', {}, ...behind, sheet, top, rim, ...rules, drawWriting(header, theme));
}

function tintOf({ progress }: Box, theme: Theme): Tint {
  return progress ? theme.outcomes[progress.outcome] : theme.plain;
}

function strength({ progress }: Box): number {
  if (!progress) return 1.4;
  return progress.outcome === 'not-reached' || progress.outcome === 'unknown' ? 1.3 : 2;
}

function dashes({ look, progress }: Box): string | undefined {
  return look === 'unreachable' || progress?.outcome === 'unknown' ? '5 4' : undefined;
}

function drawWriting(box: Box, theme: Theme): Svg {
  const tint = tintOf(box, theme);
  const quiet = box.progress?.outcome === 'not-reached' || box.progress?.outcome === 'unknown';
  const fills = {
    main: quiet ? tint.ink : theme.ink,
    soft: quiet ? tint.ink : theme.soft,
    outcome: tint.ink,
  };
  const x = box.x + inset.left;
  let y = box.y + inset.top;
  const signAt = { x: box.x + 21, y: y + 10 };
  const sign = box.progress
    ? outcomeSign(box.progress.outcome, tint.line, theme.sign, signAt.x, signAt.y)
    : typeSign(box.state.type, theme.soft, signAt.x, signAt.y);
  const lines = box.writing.lines.map((line) => {
    const drawn = words(line.text, line, { x, y, fill: fills[line.tone] });
    y += line.size * lineHeight;
    return drawn;
  });
  return element('g', {}, sign, ...lines, ...drawBadges(box, tint, { x, y: y + 5 }));
}

function drawBadges({ writing }: Box, tint: Tint, at: { x: number; y: number }): readonly Svg[] {
  let { x } = at;
  return writing.badges.map((text) => {
    const width = badgeWidth(text);
    const pill = element('rect', {
      x,
      y: at.y,
      width,
      height: badge.height,
      rx: badge.height / 2,
      fill: 'none',
      stroke: tint.line,
    });
    const style = { size: badge.size, weight: 600 } as const;
    const label = words(text, style, { x: x + width / 2, y: at.y + 2, fill: tint.ink, anchor: 'middle' });
    x += width + badge.gap;
    return element('g', {}, pill, label);
  });
}

function corners({ x, y, width, height }: Rect) {
  return { x, y, width, height };
}

function within({ x, y, width, height }: Rect, by: number) {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}

function pointed({ x, y, width, height }: Rect): string {
  const [left, right, bottom, middle] = [x, x + width, y + height, y + height / 2];
  const corner = [
    `M${String(left + point)} ${String(y)}`,
    `H${String(right - point)}`,
    `L${String(right)} ${String(middle)}`,
    `L${String(right - point)} ${String(bottom)}`,
    `H${String(left + point)}`,
    `L${String(left)} ${String(middle)} Z`,
  ];
  return corner.join(' ');
}

function headPath({ x, y, width }: Rect, height: number): string {
  const r = String(radius);
  return `M${String(x)} ${String(y + height)} V${String(y + radius)} a${r} ${r} 0 0 1 ${r} -${r} H${String(x + width - radius)} a${r} ${r} 0 0 1 ${r} ${r} V${String(y + height)} Z`;
}
