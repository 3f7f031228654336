import { shippedStacks } from './stacks.ts';

/** A workflow that ships with Signalbox: an example to copy, and a scenario of the test suite. */
export interface ShippedWorkflow {
  /** Its folder. */
  readonly name: string;
  /** The state machine of its `definition.asl.json`. */
  readonly machine: string;
  readonly definition: string;
  /** That one, and those that it starts. */
  readonly machines: readonly ShippedMachine[];
}

export interface ShippedMachine {
  readonly name: string;
  readonly region: string;
  /** Amazon States Language, as it is deployed. */
  readonly definition: string;
}

export const shippedWorkflows: readonly ShippedWorkflow[] = grouped();

function grouped(): readonly ShippedWorkflow[] {
  const folders = new Map<string, (ShippedMachine & { readonly main: boolean })[]>();
  for (const { folder, region, resources } of shippedStacks()) {
    const machines = folders.get(folder) ?? [];
    folders.set(folder, machines);
    for (const { type, name, properties } of resources) {
      if (type !== 'AWS::StepFunctions::StateMachine') continue;
      const { DefinitionString, DefinitionS3Location = 'definition.asl.json' } = properties;
      const main = DefinitionS3Location === 'definition.asl.json';
      machines.push({ name, region, definition: DefinitionString as string, main });
    }
  }
  return [...folders].flatMap(([name, machines]) => {
    const [first] = machines.toSorted((one, other) => Number(other.main) - Number(one.main));
    if (!first) return [];
    return [{ name, machine: first.name, definition: first.definition, machines }];
  });
}
