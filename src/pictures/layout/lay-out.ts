import type { Machine, Scope, State } from '../../states-language/index.ts';
import { edgeName, type Progress } from '../progress/progress.ts';
import { runsMachine } from '../words/resource-words.ts';
import { arrange, type Arranged, type Size } from './arrange.ts';
import { foldedStates } from './fold.ts';
import type { Box, Dot, Edge, Label, Layout, Rect } from './layout.ts';
import { frameAround } from './frame.ts';
import { onTopOf } from './move.ts';
import { reachedStates } from './reached.ts';
import { route, type Lead } from './route.ts';
import { write } from './write.ts';

export interface LayOutOptions {
  readonly progress?: Progress | undefined;
  /** The moment the picture is of: how long what runs has been running. */
  readonly now?: number | undefined;
}

/** What holds for a whole picture. */
export interface Sheet extends LayOutOptions {
  /** Parallel and Map states whose insides are not drawn: there are too many states. */
  readonly folded: ReadonlyMap<State, number>;
  readonly reached: ReadonlySet<State>;
}

const startDot = 16;
const branchDot = 9;
const endDot = 18;

/** Gives everything of a picture its place. Pure but for the fonts. */
export function layOut(machine: Machine, options: LayOutOptions = {}): Layout {
  const sheet = { ...options, folded: foldedStates(machine), reached: reachedStates(machine) };
  return layOutScope(machine, sheet, 'machine');
}

/** One scope as a graph of its own; the Parallels and Maps in it are boxes of the size of their insides. */
function layOutScope(scope: Scope, sheet: Sheet, kind: 'machine' | 'branch'): Layout {
  const parts = new Map([...scope.states.values()].map((state) => [state.name, partOf(state, sheet)]));
  const square = (size: number): Size => ({ width: size, height: size });
  const dots =
    kind === 'machine' ? { start: square(startDot), end: square(endDot) } : { start: square(branchDot) };
  const arranged = arrange(scope, parts, dots);
  let all: Layout = { ...arranged.size, boxes: [], frames: [], ...drawn(scope, arranged, sheet, kind) };
  for (const [name, part] of parts) {
    const at = arranged.states.get(name);
    if (at) all = onTopOf(all, part, at);
  }
  return all;
}

/** A state by itself, its upper left corner at the origin. */
function partOf(state: State, sheet: Sheet): Layout {
  const progress = sheet.progress?.of(state);
  const folded = sheet.folded.get(state);
  const reached = sheet.reached.has(state);
  const note = !reached
    ? 'Nothing leads here'
    : folded === undefined
      ? undefined
      : `${String(folded)} states inside, not drawn`;
  const writing = write(state, progress, { now: sheet.now, note });
  const look = !reached
    ? 'unreachable'
    : folded !== undefined
      ? 'collapsed'
      : runsMachine(state)
        ? 'nested'
        : 'state';
  const { width, height } = writing;
  const box: Box = { state, writing, look, x: 0, y: 0, width, height, ...(progress && { progress }) };
  if (state.branches.length === 0 || folded !== undefined)
    return { width, height, boxes: [box], frames: [], edges: [], labels: [], dots: [] };
  return frameAround(
    box,
    state.branches.map((branch) => layOutScope(branch, sheet, 'branch')),
  );
}

function drawn(
  scope: Scope,
  arranged: Arranged,
  { progress }: Sheet,
  kind: 'machine' | 'branch',
): Pick<Layout, 'edges' | 'labels' | 'dots'> {
  const began = scope.states.get(scope.startAt);
  const taken = (yes: boolean) => (progress ? { taken: yes } : {});
  const begun = began !== undefined && (progress?.of(began).entered ?? 0) > 0;
  const nowhere: Rect = { x: 0, y: 0, width: 0, height: 0 };
  const rectOf = (name: string) => arranged.states.get(name) ?? arranged.end ?? nowhere;
  const leads: (Lead & { kind: Edge['kind']; taken: boolean })[] = arranged.links.map(({ link, by }) => ({
    from: rectOf(link.from.name),
    to: link.kind === 'end' ? (arranged.end ?? nowhere) : rectOf(link.target),
    by,
    back: link.back,
    kind: link.kind,
    taken: progress?.took(link.from, edgeName(link.kind, link.target)) ?? false,
  }));
  if (began)
    leads.push({
      from: arranged.start,
      to: rectOf(began.name),
      by: arranged.startBy,
      back: false,
      kind: 'start',
      taken: begun,
    });
  const routed = route(leads, arranged.rows);
  const edges = leads.flatMap((lead, index): Edge[] => {
    const way = routed[index];
    return way ? [{ kind: lead.kind, ...way, ...taken(lead.taken) }] : [];
  });
  const labels = arranged.links.flatMap(({ link, label }, index): Label[] =>
    label && link.label
      ? [{ ...label, lines: link.label.lines, kind: link.kind, ...taken(leads[index]?.taken ?? false) }]
      : [],
  );
  const dots: Dot[] = [dot(kind === 'machine' ? 'start' : 'branch', arranged.start, taken(begun))];
  const ended = leads.some((lead) => lead.kind === 'end' && lead.taken);
  if (arranged.end) dots.push(dot('end', arranged.end, taken(ended)));
  return { edges, labels, dots };
}

function dot(kind: Dot['kind'], { x, y, width, height }: Rect, taken: { taken?: boolean }): Dot {
  return { kind, x: x + width / 2, y: y + height / 2, ...taken };
}
