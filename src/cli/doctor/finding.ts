import { messageOf, scrub } from '../../platform/index.ts';
import { shown } from '../output.ts';

/** What one look found. */
export interface Finding {
  readonly sign: 'fine' | 'warning' | 'wrong';
  readonly what: string;
  /** What to do; absent where nothing is to be done. */
  readonly remedy?: string;
}

export const fine = (what: string): Finding => ({ sign: 'fine', what });
export const warning = (what: string, remedy: string): Finding => ({ sign: 'warning', what, remedy });
export const wrong = (what: string, remedy: string): Finding => ({ sign: 'wrong', what, remedy });

const signs = { fine: '✓', warning: '!', wrong: '✗' };

/** One line; no secret stands in it, whatever a vendor's message says. */
export function inWords({ sign, what, remedy }: Finding): string {
  return shown(scrub(`${signs[sign]} ${what}${remedy === undefined ? '' : ` → ${remedy}`}`));
}

/** A look that cannot be taken is a finding like any other, and keeps no other look from being taken. */
export async function looking(
  what: string,
  remedy: string,
  look: () => Promise<Finding | readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    return [wrong(`${what}: ${messageOf(error)}`, remedy)];
  }
}
