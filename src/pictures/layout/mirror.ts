import type { Arranged } from './arrange.ts';
import type { Point, Rect } from './layout.ts';

/** Ways are read from left to right in the order of writing, errors last: turns a layout round that says it backwards. */
export function inWritingOrder(arranged: Arranged): Arranged {
  let forwards = 0;
  let backwards = 0;
  arranged.links.forEach(({ link, by }, index) => {
    const next = arranged.links[index + 1];
    const [here, there] = [by[0]?.x, next?.by[0]?.x];
    if (next?.link.from !== link.from || here === undefined || there === undefined) return;
    if (here < there) forwards += 1;
    if (here > there) backwards += 1;
  });
  return backwards > forwards ? mirrored(arranged) : arranged;
}

function mirrored(arranged: Arranged): Arranged {
  const { width } = arranged.size;
  const point = ({ x, y }: Point): Point => ({ x: width - x, y });
  const rect = (one: Rect): Rect => ({ ...one, x: width - one.x - one.width });
  return {
    ...arranged,
    states: new Map([...arranged.states].map(([name, one]) => [name, rect(one)])),
    start: rect(arranged.start),
    ...(arranged.end && { end: rect(arranged.end) }),
    startBy: arranged.startBy.map(point),
    links: arranged.links.map((one) => ({
      ...one,
      by: one.by.map(point),
      ...(one.label && { label: rect(one.label) }),
    })),
  };
}
