import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonMap } from '../templates/index.ts';
import { shippedStacks } from './stacks.ts';

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

/** The environment that the templates give to each function, by its ARN in the sandbox. */
export function shippedFunctionEnvironment(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const environments = new Map<string, Readonly<Record<string, string>>>();
  for (const { resources } of shippedStacks()) {
    for (const { type, arn, properties } of resources) {
      if (type !== 'AWS::Lambda::Function') continue;
      const variables = ((properties['Environment'] ?? {}) as JsonMap)['Variables'] ?? {};
      // Lambda has texts only; CloudFormation makes them of numbers and booleans.
      const texts = Object.entries(variables as Readonly<Record<string, string | number | boolean>>);
      environments.set(arn, Object.fromEntries(texts.map(([name, value]) => [name, String(value)])));
    }
  }
  return environments;
}
