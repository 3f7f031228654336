import { readFileSync } from 'node:fs';
import { handler as build } from './deploy-demo/functions/build.ts';
import { handler as deploy } from './deploy-demo/functions/deploy.ts';
import { handler as greet } from './hello/functions/greet.ts';

/** A workflow that ships with Signalbox: an example to copy, and a scenario of the test suite. */
export interface ShippedWorkflow {
  /** Its folder. */
  readonly name: string;
  readonly machine: string;
  /** Amazon States Language, as in the folder. */
  readonly definition: string;
  readonly activities: readonly string[];
  /** Lambda functions by the name that the definition uses. */
  readonly functions: Readonly<Record<string, (event: never) => Promise<unknown>>>;
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
    functions: {},
  },
  {
    name: 'hello',
    machine: 'HelloWorld',
    definition: definition('hello'),
    activities: [],
    functions: { 'hello-greet': greet },
  },
  {
    name: 'deploy-demo',
    machine: 'deploy-demo',
    definition: definition('deploy-demo'),
    activities: [],
    functions: { 'deploy-demo-build': build, 'deploy-demo-deploy': deploy },
  },
];
