import { isJsonObject, messageOf, parseJson, type JsonValue } from '../platform/index.ts';
import type { FunctionRunner } from '../sandbox/index.ts';
import { shippedWorkflows } from '../workflows/index.ts';

/** The functions of the shipped workflows, run in this process as Lambda would run them. */
export function shippedFunctions(): FunctionRunner {
  const functions = new Map<string, (event: never) => Promise<unknown>>(
    shippedWorkflows.flatMap((workflow) => Object.entries(workflow.functions)),
  );
  return {
    has: (name) => functions.has(name),
    async invoke(name, payload) {
      const run = functions.get(name) as ((event: JsonValue) => Promise<unknown>) | undefined;
      if (!run)
        return {
          ok: false,
          errorType: 'ResourceNotFoundException',
          errorMessage: `Function not found: ${name}`,
        };
      try {
        const result = await run(payload);
        return { ok: true, payload: parseJson(JSON.stringify(result ?? null)) ?? null };
      } catch (error) {
        const trace = error instanceof Error ? (error.stack ?? '').split('\n') : [];
        const errorType = error instanceof Error ? error.name : isJsonObject(error) ? 'Object' : 'Error';
        return { ok: false, errorType, errorMessage: messageOf(error), trace };
      }
    },
  };
}
