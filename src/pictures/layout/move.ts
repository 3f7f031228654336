import { moved } from './curve.ts';
import type { Layout, Point } from './layout.ts';

/** A layout with another one laid on it at a place. */
export function onTopOf(under: Layout, over: Layout, at: Point): Layout {
  const shift = <T extends Point>(thing: T): T => ({ ...thing, x: thing.x + at.x, y: thing.y + at.y });
  return {
    width: under.width,
    height: under.height,
    boxes: [...under.boxes, ...over.boxes.map(shift)],
    frames: [
      ...under.frames,
      ...over.frames.map((frame) => ({
        ...shift(frame),
        header: shift(frame.header),
        lanes: frame.lanes.map(shift),
      })),
    ],
    edges: [...under.edges, ...over.edges.map((edge) => ({ ...edge, curve: moved(edge.curve, at) }))],
    labels: [...under.labels, ...over.labels.map(shift)],
    dots: [...under.dots, ...over.dots.map(shift)],
  };
}
