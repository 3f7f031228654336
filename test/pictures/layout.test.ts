import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { machineOf } from '../../src/pictures/draw.ts';
import { layOut } from '../../src/pictures/layout/lay-out.ts';
import type { Layout, Point, Rect } from '../../src/pictures/layout/layout.ts';
import { widthOf } from '../../src/pictures/text/fonts.ts';
import { definitions } from './definitions.ts';
import { statesIn } from './run.ts';

const runs = { numRuns: 15 };
const apart = (one: Rect, other: Rect) =>
  one.x + one.width <= other.x + 0.5 ||
  other.x + other.width <= one.x + 0.5 ||
  one.y + one.height <= other.y + 0.5 ||
  other.y + other.height <= one.y + 0.5;
const inside = (inner: Rect, outer: Rect) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const pairs = <T>(all: readonly T[]) =>
  all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));
const laidOut = (definition: Parameters<typeof machineOf>[0]): Layout => layOut(machineOf(definition));

describe('the layout of any machine', () => {
  it('draws every state once', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        const { boxes, frames } = laidOut(definition);
        const drawn = [...boxes, ...frames.map(({ header }) => header)].map(({ state }) => state.name);
        expect(drawn.sort()).toEqual([...statesIn(machineOf(definition))].map(({ name }) => name).sort());
      }),
      runs,
    );
  });

  it('lets no two boxes overlap, and keeps frames apart or one in the other', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        const { boxes, frames } = laidOut(definition);
        const solid: readonly Rect[] = [...boxes, ...frames.map(({ header }) => header)];
        expect(pairs(solid).filter(([one, other]) => !apart(one, other))).toEqual([]);
        for (const [one, other] of pairs(frames))
          expect(apart(one, other) || inside(one, other) || inside(other, one)).toBe(true);
      }),
      runs,
    );
  });

  it('keeps what is inside a Parallel or a Map inside its frame, and everything inside the picture', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        const layout = laidOut(definition);
        const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
        for (const box of [...layout.boxes, ...layout.frames]) expect(inside(box, whole)).toBe(true);
        for (const { header, ...frame } of layout.frames) {
          const within = new Set(header.state.branches.flatMap((branch) => [...statesIn(branch)]));
          for (const box of layout.boxes) expect(inside(box, frame)).toBe(within.has(box.state));
        }
      }),
      runs,
    );
  });

  it('lets no label cover a box or another label', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        const { boxes, labels } = laidOut(definition);
        expect(labels.filter((label) => boxes.some((box) => !apart(label, box)))).toEqual([]);
        for (const [one, other] of pairs(labels)) expect(apart(one, other)).toBe(true);
      }),
      runs,
    );
  });

  it('lets no edge run through a box', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        const { boxes, edges } = laidOut(definition);
        const deepIn = (box: Rect, { x, y }: Point) =>
          x > box.x + 2 && x < box.x + box.width - 2 && y > box.y + 2 && y < box.y + box.height - 2;
        const through = edges.filter(({ curve }) =>
          pointsOn(curve).some((point) => boxes.some((box) => deepIn(box, point))),
        );
        expect(through).toEqual([]);
      }),
      runs,
    );
  });

  it('lets no text leave its box', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        for (const { writing, width } of laidOut(definition).boxes)
          for (const { text, size, weight } of writing.lines)
            expect(widthOf(text, size, weight)).toBeLessThanOrEqual(width - 50);
      }),
      runs,
    );
  });

  it('cuts a long name with an ellipsis, and says where nothing leads to a state', () => {
    const States = { ['W'.repeat(80)]: { Type: 'Succeed' }, Lost: { Type: 'Succeed' } };
    const { boxes } = laidOut({ StartAt: 'W'.repeat(80), States });
    expect(boxes[0]?.writing.lines.some(({ text }) => text.endsWith('…'))).toBe(true);
    expect(boxes[1]).toMatchObject({ look: 'unreachable' });
    expect(boxes[1]?.writing.lines.at(-1)?.text).toBe('Nothing leads here');
  });

  it('closes frames, innermost first, where there would be more than 400 states, and refuses what cannot be closed', () => {
    const chain = (count: number, stem: string) => {
      const name = (at: number) => `${stem}${String(at)}`;
      const States = Object.fromEntries(
        Array.from({ length: count }, (_, at) => [
          name(at),
          { Type: 'Pass', ...(at < count - 1 ? { Next: name(at + 1) } : { End: true }) },
        ]),
      );
      return { StartAt: name(0), States };
    };
    const Parallel = { Type: 'Parallel', Branches: [chain(300, 'a'), chain(300, 'b')], End: true };
    const { boxes, frames } = laidOut({ StartAt: 'P', States: { P: Parallel } });
    expect(frames).toEqual([]);
    expect(boxes[0]?.writing.lines.at(-1)?.text).toBe('600 states inside, not drawn');
    expect(() => laidOut(chain(900, 'c'))).toThrow('the machine has 900 states');
  });
});

/** Points along a curve, ten to a bend. */
function pointsOn({ from, bends }: Layout['edges'][number]['curve']): Point[] {
  let before = from;
  return bends.flatMap(([one, two, to]) => {
    const start = before;
    before = to;
    const steps = Array.from({ length: 10 }, (_, at) => (at + 1) / 10);
    return steps.map((t) => {
      const mix = (key: 'x' | 'y') =>
        (1 - t) ** 3 * start[key] +
        3 * (1 - t) ** 2 * t * one[key] +
        3 * (1 - t) * t ** 2 * two[key] +
        t ** 3 * to[key];
      return { x: mix('x'), y: mix('y') };
    });
  });
}
