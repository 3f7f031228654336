import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A workflow that ships with Signalbox: an example to copy, and a scenario of the test suite. */
export interface ShippedWorkflow {
  /** Its folder. */
  readonly name: string;
  readonly machine: string;
  /** Amazon States Language, as in the folder. */
  readonly definition: string;
  readonly activities: readonly string[];
}

/** Definitions stand beside the sources; the built files read them there. */
function definition(folder: string): string {
  return readFileSync(new URL(`../../src/workflows/${folder}/definition.asl.json`, import.meta.url), 'utf8');
}

export const shippedWorkflows: readonly ShippedWorkflow[] = [
  {
    name: 'promotion',
    machine: 'PromotionApproval',
    definition: definition('promotion'),
    activities: ['ManualStep'],
  },
  {
    name: 'hello',
    machine: 'HelloWorld',
    definition: definition('hello'),
    activities: [],
  },
  {
    name: 'deploy-demo',
    machine: 'deploy-demo',
    definition: definition('deploy-demo'),
    activities: [],
  },
];

/** The workflows' Lambda functions: `functions/greet.ts` of `hello` is `hello-greet`. Paths of the built files, by name. */
export function shippedFunctionFiles(): ReadonlyMap<string, string> {
  const built = new URL('../../dist/workflows/', import.meta.url);
  const files = new Map<string, string>();
  for (const workflow of readdirSync(built)) {
    const folder = new URL(`${workflow}/functions/`, built);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder)) {
      if (!file.endsWith('.js')) continue;
      files.set(`${workflow}-${file.slice(0, -'.js'.length)}`, fileURLToPath(new URL(file, folder)));
    }
  }
  return files;
}
