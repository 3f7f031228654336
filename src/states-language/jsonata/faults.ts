import jsonata from 'jsonata';

export interface JsonataFault {
  readonly code: 'INVALID_JSONATA_EXPRESSION' | 'UNSUPPORTED_JSONATA_EXPRESSION';
  readonly message: string;
}

/** What AWS refuses about an expression before anything runs: what does not parse, and names that stand for nothing. */
export function faultsIn(expression: string): readonly JsonataFault[] {
  try {
    const names = new Set<string>();
    collect(jsonata(expression).ast(), false, names);
    return [...names].map((name) => ({
      code: 'UNSUPPORTED_JSONATA_EXPRESSION',
      message: `Reference to '${name}' at the top level is not supported.`,
    }));
  } catch (error) {
    const message =
      typeof error === 'object' && error !== null && 'message' in error
        ? String(error.message)
        : 'not JSONata';
    return [{ code: 'INVALID_JSONATA_EXPRESSION', message }];
  }
}

/**
 * Gathers the names that an expression reads from its context item, of which a Step Functions expression has none.
 * @param hasContext whether the node stands where an item is at hand: after the first step of a path, in a filter
 */
function collect(node: unknown, hasContext: boolean, names: Set<string>): void {
  if (Array.isArray(node)) {
    for (const inner of node) collect(inner, hasContext, names);
    return;
  }
  if (!isNode(node)) return;
  if (node.type === 'name' && !hasContext) names.add(String(node['value']));
  if (node.type === 'path' && Array.isArray(node['steps'])) {
    node['steps'].forEach((step: unknown, index) => {
      collect(step, hasContext || index > 0, names);
    });
  } else {
    for (const field of ['lhs', 'rhs', 'expression', 'expressions', 'arguments', 'procedure', 'body'])
      collect(node[field], hasContext, names);
    for (const field of ['condition', 'then', 'else']) collect(node[field], hasContext, names);
  }
  for (const field of ['predicate', 'stages', 'group', 'terms', 'pattern', 'update', 'delete'])
    collect(node[field], true, names);
  if (node.type === 'filter') collect(node['expr'], true, names);
}

function isNode(value: unknown): value is Record<string, unknown> & { type?: unknown } {
  return typeof value === 'object' && value !== null;
}
