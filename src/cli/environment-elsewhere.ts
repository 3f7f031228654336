import { environmentOf } from '../config/index.ts';

/**
 * The environment for a signalbox.yaml that is meant for another place: a variable that this shell lacks stands for its
 * own name, and is told.
 */
export function environmentElsewhere(text: string): {
  readonly env: Readonly<Record<string, string>>;
  readonly unset: ReadonlySet<string>;
} {
  const unset = new Set<string>();
  const env = new Proxy(environmentOf(text), {
    get(values, name) {
      if (typeof name !== 'string') return undefined;
      if (!(name in values)) unset.add(name);
      return values[name] ?? name;
    },
  });
  return { env, unset };
}
