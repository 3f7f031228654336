import type { Service } from './service.ts';

/** A service that the sandbox has not: it refuses everything. */
export function unknownService(name: string): Service {
  return { name, operations: {} };
}
