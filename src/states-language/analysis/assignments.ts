import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import type { Scope, State } from '../machine.ts';
import { objectsIn } from '../lists.ts';
import { isDistributed } from '../ways.ts';
import type { Report } from './report.ts';

const namePattern = /^[A-Za-z_][A-Za-z0-9_]{0,79}$/;

/**
 * Variables that states set: proper names, `states` kept free, and none of an outer scope set in an inner one.
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export function checkAssignments(scope: Scope, outer: ReadonlySet<string>, at: string, report: Report): void {
  const own = new Set(outer);
  for (const state of scope.states.values()) {
    for (const assign of assignsIn(state)) {
      for (const written of Object.keys(assign)) {
        const name = written.replace(/\.\$$/, '');
        const here = `${at}/States/${state.name}/Assign`;
        if (name === 'states' || !namePattern.test(name))
          report.error(here, `'${name}' is not a name that a variable can have`);
        else if (outer.has(name))
          report.error(here, `The variable '${name}' belongs to an outer scope and cannot be assigned here`);
        own.add(name);
      }
    }
  }
  for (const state of scope.states.values()) {
    // Child executions of a distributed Map see no variables but their own.
    const seen = isDistributed(state.fields) ? new Set<string>() : own;
    state.branches.forEach((branch, index) => {
      checkAssignments(branch, seen, `${at}/States/${state.name}/${branchField(state, index)}`, report);
    });
  }
}

/** How a state's inner scopes are written: `Branches[0]`, `ItemProcessor`, `Iterator`. */
export function branchField({ type, fields }: Pick<State, 'type' | 'fields'>, index: number): string {
  if (type === 'Parallel') return `Branches[${String(index)}]`;
  return fields['ItemProcessor'] === undefined && fields['Iterator'] !== undefined
    ? 'Iterator'
    : 'ItemProcessor';
}

function assignsIn({ fields }: State): readonly JsonObject[] {
  const holders: readonly JsonObject[] = [
    fields,
    ...objectsIn(fields['Choices']),
    ...objectsIn(fields['Catch']),
  ];
  return holders.map((holder): JsonValue => holder['Assign'] ?? null).filter(isJsonObject);
}
