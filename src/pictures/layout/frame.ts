import type { Box, Layout, Rect } from './layout.ts';
import { onTopOf } from './move.ts';

const padding = 16;
const between = 20;
/** A Parallel with many branches goes on in a next row. */
const widestRow = 1_300;

/** A Parallel or Map: its header, and below it the branches side by side. */
export function frameAround(header: Box, branches: readonly Layout[]): Layout {
  const rows = inRows(branches);
  const rowWidth = (row: readonly Layout[]) =>
    row.reduce((sum, { width }) => sum + width, (row.length - 1) * between);
  const inner = Math.max(header.width - 2, ...rows.map((row) => rowWidth(row) + 2 * padding));
  const width = inner + 2;
  const lanes: { readonly layout: Layout; readonly at: Rect }[] = [];
  let y = header.height + padding / 2;
  for (const row of rows) {
    const height = Math.max(...row.map((branch) => branch.height));
    let x = (width - rowWidth(row)) / 2;
    for (const layout of row) {
      lanes.push({ layout, at: { x, y, width: layout.width, height } });
      x += layout.width + between;
    }
    y += height + padding;
  }
  const frame = { header, lanes: lanes.map(({ at }) => at), x: 0, y: 0, width, height: y };
  const empty = { width, height: y, boxes: [], frames: [frame], edges: [], labels: [], dots: [] };
  return lanes.reduce<Layout>((all, { layout, at }) => onTopOf(all, layout, at), empty);
}

function inRows(branches: readonly Layout[]): readonly (readonly Layout[])[] {
  const rows: Layout[][] = [];
  let width = 0;
  for (const branch of branches) {
    const row = rows.at(-1);
    width += branch.width + between;
    if (row && width <= widestRow) row.push(branch);
    else {
      rows.push([branch]);
      width = branch.width;
    }
  }
  return rows;
}
