import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { messageOf } from '../platform/index.ts';
import type { Fault } from './fault.ts';

/** A YAML or JSON file, and where in its text something stands. */
export interface ReadYaml {
  readonly value: unknown;
  /** `signalbox.yaml:12:5` */
  readonly at: (path: readonly PropertyKey[]) => string;
}

export function readYaml(text: string, fileName: string): ReadYaml | { readonly faults: readonly Fault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${fileName}:${String(line)}:${String(col)}`;
  };
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((error) => ({
        at: at(error.pos[0]),
        message: `not YAML: ${error.message}`,
      })),
    };
  }
  try {
    return { value: document.toJS() as unknown, at: (path) => at(offsetOf(document, path)) };
  } catch (error) {
    return { faults: [{ at: at(0), message: `not YAML that can be used: ${messageOf(error)}` }] };
  }
}

/** Where a path stands in the text: the key where it has one, else the nearest thing around it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const here = path.slice(0, depth);
    const key = here.at(-1);
    const holder = depth === 1 ? document.contents : document.getIn(here.slice(0, -1), true);
    if (isMap(holder)) {
      const pair = holder.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(here, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
