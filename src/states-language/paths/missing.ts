import type { JsonValue } from '../../platform/index.ts';
import { follow, type Roots } from './follow.ts';
import type { Path, Step } from './path.ts';

/** Why a definite path leads nowhere, in Jayway's words. */
export function whyMissing(path: Path, roots: Roots): string {
  for (let length = 1; length < path.steps.length; length += 1) {
    const steps = path.steps.slice(0, length);
    const there: JsonValue | undefined = follow({ ...path, steps }, roots);
    if (there === undefined) return `Missing property in path ${printed(steps)}`;
  }
  return `No results for path: ${printed(path.steps)}`;
}

/** `$.a.b[0]` the way Jayway prints it: `$['a']['b'][0]`. */
function printed(steps: readonly Step[]): string {
  return `$${steps.map(stepText).join('')}`;
}

function stepText(step: Step): string {
  switch (step.kind) {
    case 'names':
      return `[${step.names.map((name) => `'${name}'`).join(',')}]`;
    case 'indexes':
      return `[${step.indexes.join(',')}]`;
    case 'from-end':
      return `[(@.length-${String(step.back)})]`;
    case 'slice':
      return `[${String(step.from ?? '')}:${String(step.to ?? '')}]`;
    case 'every':
      return '[*]';
    case 'descend':
      return '..';
    case 'filter':
      return '[?]';
    case 'call':
      return `.${step.name}()`;
  }
}
