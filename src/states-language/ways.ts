import { isJsonObject, type JsonObject } from '../platform/index.ts';
import { listOf, objectsIn } from './lists.ts';
import type { State } from './machine.ts';

/** A way out of a state, as it is written there. */
export type Way = {
  readonly target: string;
  /** Where it is written, below the state. */
  readonly at: string;
} & (
  | { readonly kind: 'next' | 'default' }
  | { readonly kind: 'choice'; readonly rule: JsonObject }
  | { readonly kind: 'catch'; readonly errors: readonly string[] }
);

/** Every way out of a state, in the order of writing: rules and Default of a Choice, or Next and the catchers. */
export function waysOf({ type, fields }: State): readonly Way[] {
  const ways: Way[] = [];
  if (type === 'Choice') {
    objectsIn(fields['Choices']).forEach((rule, index) => {
      const { Next: target } = rule;
      if (typeof target === 'string')
        ways.push({ kind: 'choice', target, at: `/Choices[${String(index)}]/Next`, rule });
    });
    const { Default: target } = fields;
    if (typeof target === 'string') ways.push({ kind: 'default', target, at: '/Default' });
    return ways;
  }
  const { Next: next } = fields;
  if (typeof next === 'string' && fields['End'] !== true)
    ways.push({ kind: 'next', target: next, at: '/Next' });
  objectsIn(fields['Catch']).forEach((catcher, index) => {
    const { Next: target } = catcher;
    const errors = listOf(catcher['ErrorEquals']).filter((name) => typeof name === 'string');
    if (typeof target === 'string')
      ways.push({ kind: 'catch', target, at: `/Catch[${String(index)}]/Next`, errors });
  });
  return ways;
}

/** Whether a state's end may be its scope's: a Fail is one too, though nothing follows from it. */
export function isTerminal({ type, fields }: State): boolean {
  return type === 'Succeed' || type === 'Fail' || fields['End'] === true;
}

/** Whether a Map runs its items as child executions, whose events are not in the parent's history. */
export function isDistributed(fields: JsonObject): boolean {
  const processor = fields['ItemProcessor'] ?? fields['Iterator'];
  const config = isJsonObject(processor) ? processor['ProcessorConfig'] : undefined;
  return isJsonObject(config) && config['Mode'] === 'DISTRIBUTED';
}
