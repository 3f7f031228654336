import { Graph, layout } from '@dagrejs/dagre';
import type { Scope } from '../../states-language/index.ts';
import type { Point, Rect } from './layout.ts';
import { linksOf, type Link } from './links.ts';
import { inWritingOrder } from './mirror.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Names of the two dots: no state's name is without a letter before it. */
const startNode = '(';
const endNode = ')';
const nodeOf = (name: string) => `.${name}`;
const spacing = { nodesep: 32, edgesep: 18, ranksep: 54 };
/** Room at both sides of a state that leads to itself. */
const ownLoop = 36;

export interface Arranged {
  readonly size: Size;
  readonly states: ReadonlyMap<string, Rect>;
  readonly start: Rect;
  readonly end?: Rect;
  readonly links: readonly { readonly link: Link; readonly by: readonly Point[]; readonly label?: Rect }[];
  readonly startBy: readonly Point[];
  /** How high each row is, by the y of its upper rim. */
  readonly rows: ReadonlyMap<number, number>;
}

/** Finds a place for the states of one scope, whose sizes are known. @param dots sizes of the start and the end */
export function arrange(
  scope: Scope,
  sizes: ReadonlyMap<string, Size>,
  dots: { readonly start: Size; readonly end?: Size },
): Arranged {
  const links = linksOf(scope, dots.end !== undefined);
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', rankalign: 'top', marginx: 2, marginy: 2, ...spacing });
  graph.setNode(startNode, { ...dots.start });
  for (const [name, { width, height }] of sizes) {
    const own = links.filter(({ from, target }) => from.name === name && target === name);
    const more = own.map(({ label }) => 2 * (ownLoop + (label?.width ?? 0)));
    graph.setNode(nodeOf(name), { width: width + Math.max(0, ...more), height });
  }
  const ends = dots.end && links.some(({ kind }) => kind === 'end') ? dots.end : undefined;
  if (ends) graph.setNode(endNode, { ...ends });
  if (scope.states.has(scope.startAt))
    graph.setEdge(startNode, nodeOf(scope.startAt), { weight: 4 }, 'start');
  links.forEach((link, index) => {
    if (link.from.name === link.target) return;
    const [from, to] = [nodeOf(link.from.name), link.kind === 'end' ? endNode : nodeOf(link.target)];
    const weight = link.back ? 1 : link.kind === 'next' ? 3 : 1;
    const { width, height } = link.label ?? { width: link.back ? 12 : 0, height: 0 };
    const label = { weight, width, height, labelpos: 'c' as const };
    graph.setEdge(link.back ? to : from, link.back ? from : to, label, String(index));
  });
  layout(graph);
  const arranged = read(graph, links, sizes, ends !== undefined);
  const ordered = inWritingOrder(arranged);
  const labelled = ordered.links.map((one) => ({ ...one, ...besideOwn(one.link, ordered.states) }));
  return { ...ordered, links: labelled };
}

interface Placed extends Size, Point {}

function read(
  graph: Graph,
  links: readonly Link[],
  sizes: ReadonlyMap<string, Size>,
  ends: boolean,
): Arranged {
  const rows = new Map<number, number>();
  const stand = (middle: number, height: number) => {
    const top = Math.round(middle - height / 2);
    rows.set(top, Math.max(rows.get(top) ?? 0, height));
  };
  const place = (node: string, size?: Size): Rect => {
    const placed = graph.node(node) as Placed;
    const { width, height } = size ?? placed;
    stand(placed.y, height);
    return { x: placed.x - width / 2, y: placed.y - height / 2, width, height };
  };
  const states = new Map([...sizes].map(([name, size]) => [name, place(nodeOf(name), size)]));
  const start = place(startNode);
  const end = ends ? place(endNode) : undefined;
  const found = links.map((link, index) => {
    if (link.from.name === link.target) return { link, by: [] };
    const [from, to] = [nodeOf(link.from.name), link.kind === 'end' ? endNode : nodeOf(link.target)];
    const edge = graph.edge(link.back ? to : from, link.back ? from : to, String(index)) as EdgePlace;
    const inner = edge.points.slice(1, -1);
    if (link.label && edge.x !== undefined && edge.y !== undefined) {
      stand(edge.y, link.label.height);
    }
    const label =
      link.label && edge.x !== undefined && edge.y !== undefined
        ? { label: centred({ x: edge.x, y: edge.y }, link.label) }
        : {};
    return { link, by: link.back ? inner.reverse() : inner, ...label };
  });
  const startEdge = graph.edge(startNode, graph.successors(startNode)?.[0] ?? '', 'start') as
    EdgePlace | undefined;
  const { width = 0, height = 0 } = graph.graph() as Partial<Size>;
  return {
    size: { width, height },
    states,
    start,
    ...(end && { end }),
    links: found,
    startBy: startEdge?.points.slice(1, -1) ?? [],
    rows,
  };
}

/** The label of a way from a state to itself stands right of it. */
function besideOwn({ from, target, label }: Link, states: ReadonlyMap<string, Rect>): { label?: Rect } {
  const rect = states.get(from.name);
  if (!rect || !label || from.name !== target) return {};
  const { width, height } = label;
  return {
    label: { x: rect.x + rect.width + ownLoop - 6, y: rect.y + (rect.height - height) / 2, width, height },
  };
}

interface EdgePlace {
  readonly points: Point[];
  readonly x?: number;
  readonly y?: number;
}

function centred({ x, y }: Point, { width, height }: Size): Rect {
  return { x: x - width / 2, y: y - height / 2, width, height };
}
