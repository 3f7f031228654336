import { readPath } from '../platform/index.ts';
import type { Approval } from './approval.ts';

/** The address behind `email:ADDRESS` or `email:$.path` of a gate, in lower case; undefined where the ask has none there. */
export function emailIn(name: string, { ask }: Pick<Approval, 'ask'>): string | undefined {
  const claim = name.slice('email:'.length);
  const email = claim.startsWith('$') ? readPath(claim, ask.input) : claim;
  return typeof email === 'string' && email !== '' ? email.toLowerCase() : undefined;
}
