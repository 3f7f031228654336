import { CodedError, StoreUnusable, type Logger } from '../platform/index.ts';

/** Why something was not done: what happened, to which thing, what to do now. For this person only. */
export interface Refused {
  readonly kind: 'refused';
  readonly sentence: string;
}

export function refused(sentence: string): Refused {
  return { kind: 'refused', sentence };
}

export function isRefused(value: object): value is Refused {
  return 'kind' in value && value.kind === 'refused';
}

/** AWS's refusals become sentences; anything else is a fault of ours and goes up. */
export async function inWords<T>(log: Logger, work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CodedError) || error instanceof StoreUnusable) throw error;
    log.warn({ err: error }, 'step functions refused');
    return refused(error.message);
  }
}
