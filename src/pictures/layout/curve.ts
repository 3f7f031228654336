import type { Curve, Point, Rect } from './layout.ts';

/** How far from a side an edge that leaves there turns: less than half the room between two boxes. */
const turn = 13;
const straight = 0.5;

/** Through points from top to bottom or from bottom to top: upright at each of them. */
export function through(points: readonly Point[]): Curve {
  const [from = { x: 0, y: 0 }, ...rest] = points;
  let before = from;
  const bends = rest.flatMap((point): [Point, Point, Point][] => {
    if (Math.hypot(before.x - point.x, before.y - point.y) < straight) return [];
    const middle = (before.y + point.y) / 2;
    const bend: [Point, Point, Point] =
      Math.abs(before.x - point.x) < straight
        ? [before, point, point]
        : [{ x: before.x, y: middle }, { x: point.x, y: middle }, point];
    before = point;
    return [bend];
  });
  return { from, bends };
}

export type Side = 'left' | 'right';

/** Where an edge that leaves a box sideways is upright again, level with the box's upper or lower rim. */
export function beside(box: Rect, side: Side, y: number): Point {
  return { x: side === 'right' ? box.x + box.width + turn : box.x - turn, y };
}

export function rim(box: Rect, side: Side, share = 0.5): Point {
  return { x: side === 'right' ? box.x + box.width : box.x, y: box.y + box.height * share };
}

/** A quarter turn from a box's side to upright, or back. */
export function corner(from: Point, to: Point, first: 'sideways' | 'upright'): [Point, Point, Point] {
  const knee = first === 'sideways' ? { x: to.x, y: from.y } : { x: from.x, y: to.y };
  return [knee, knee, to];
}

export function moved({ from, bends }: Curve, by: Point): Curve {
  const shift = ({ x, y }: Point): Point => ({ x: x + by.x, y: y + by.y });
  return { from: shift(from), bends: bends.map(([a, b, c]) => [shift(a), shift(b), shift(c)]) };
}
