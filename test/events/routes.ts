import { loadPolicy } from '../../src/config/index.ts';
import type { Route } from '../../src/events/index.ts';

/** Routes as signalbox.yaml has them. */
export function routesIn(text: string): readonly Route[] {
  const loaded = loadPolicy(text, {});
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  return loaded.policy.routes;
}
