import { beside, corner, rim, through, type Side } from './curve.ts';
import type { Curve, Edge, Point, Rect } from './layout.ts';

/** An edge between two boxes, and the points by which the graph's layout leads it. */
export interface Lead {
  readonly from: Rect;
  readonly to: Rect;
  /** From `from` to `to`, without those at the boxes. */
  readonly by: readonly Point[];
  readonly back: boolean;
}

export interface Routed {
  readonly curve: Curve;
  readonly heading: Edge['heading'];
}

/** Rows of a layout: how high what stands in them is, by the y of their upper rim. */
export type Rows = ReadonlyMap<number, number>;

const port = 26;
const roundness = 18;

/** Draws every lead so that it crosses no box: rows are passed upright, and turns are made between them. */
export function route(leads: readonly Lead[], rows: Rows): readonly Routed[] {
  const sorted = (rect: Rect, end: 'from' | 'to') =>
    leads
      .filter((lead) => lead[end] === rect && !lead.back)
      .sort((one, other) => toward(one, end) - toward(other, end));
  const ports = new Map<Rect, { from: readonly Lead[]; to: readonly Lead[] }>();
  const portAt = (lead: Lead, end: 'from' | 'to'): Point => {
    const rect = lead[end];
    const known = ports.get(rect) ?? { from: sorted(rect, 'from'), to: sorted(rect, 'to') };
    ports.set(rect, known);
    const all = known[end];
    const step = Math.max(0, Math.min(port, (rect.width - 2 * roundness) / all.length));
    const x = rect.x + rect.width / 2 + (all.indexOf(lead) - (all.length - 1) / 2) * step;
    return { x, y: end === 'from' ? rect.y + rect.height : rect.y };
  };
  return leads.map((lead) => {
    const by = lead.by.flatMap((point) => pass(point, rows, lead.back));
    if (lead.from === lead.to) return looped(lead.from);
    if (lead.back) return backwards({ ...lead, by }, rows);
    const start = portAt(lead, 'from');
    // Lower neighbours in its row are passed upright.
    const below = { x: start.x, y: Math.max(start.y, bottomOf(lead.from, rows)) };
    return { curve: through([start, below, ...by, portAt(lead, 'to')]), heading: 'down' };
  });
}

/** Towards where the lead leaves or comes from. */
function toward({ by, from, to }: Lead, end: 'from' | 'to'): number {
  const near = end === 'from' ? by[0] : by.at(-1);
  const other = end === 'from' ? to : from;
  return near?.x ?? other.x + other.width / 2;
}

function pass({ x, y }: Point, rows: Rows, back: boolean): readonly Point[] {
  const row = [...rows].find(([top, height]) => height > 0 && y >= top - 1 && y <= top + height + 1);
  if (!row) return [];
  const [top, height] = row;
  const ends = [
    { x, y: top },
    { x, y: top + height },
  ];
  return back ? ends.reverse() : ends;
}

/** The lower end of the row in which a box stands. */
function bottomOf({ y, height }: Rect, rows: Rows): number {
  return y + Math.max(height, rows.get(Math.round(y)) ?? 0);
}

/** Against the stream: out of a side, up, and in at a side. */
function backwards({ from, to, by }: Lead, rows: Rows): Routed {
  const centre = (rect: Rect) => rect.x + rect.width / 2;
  const lane = (by[0] ?? { x: Math.max(from.x + from.width, to.x + to.width) + 1 }).x;
  const sideOf = (rect: Rect, x: number): Side => (x >= centre(rect) ? 'right' : 'left');
  const out = sideOf(from, lane);
  const into = sideOf(to, by.at(-1)?.x ?? lane);
  const upright = through([beside(from, out, from.y), ...by, beside(to, into, bottomOf(to, rows))]);
  const start = rim(from, out, 0.5);
  const end = rim(to, into, 0.5);
  const last = upright.bends.at(-1)?.[2] ?? upright.from;
  return {
    curve: {
      from: start,
      bends: [corner(start, upright.from, 'sideways'), ...upright.bends, corner(last, end, 'upright')],
    },
    heading: into === 'right' ? 'left' : 'right',
  };
}

/** From a box to itself, on its right. */
function looped(box: Rect): Routed {
  const start = rim(box, 'right', 0.75);
  const end = rim(box, 'right', 0.25);
  const out = { x: start.x + 30, y: start.y };
  return { curve: { from: start, bends: [[out, { x: out.x, y: end.y }, end]] }, heading: 'left' };
}
