/** The part of dagre that lays out; its own types name their files in a way that Node's resolution does not follow. */
declare module '@dagrejs/dagre' {
  export class Graph {
    constructor(options: { multigraph: boolean });
    setGraph(label: Readonly<Record<string, unknown>>): this;
    setNode(name: string, label: { width: number; height: number }): this;
    setEdge(from: string, to: string, label: Readonly<Record<string, unknown>>, name: string): this;
    /** The label of the layout, with its size once laid out. */
    graph(): unknown;
    node(name: string): unknown;
    edge(from: string, to: string, name: string): unknown;
    successors(name: string): readonly string[] | undefined;
  }
  export function layout(graph: Graph): void;
}
