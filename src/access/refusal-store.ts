import type { ChainHead, JsonObject, Link } from '../platform/index.ts';
import type { UserId } from './person.ts';

/** One line of the audit about a person: what they were refused. Chained per person by its hash. */
export interface RefusalLine extends Link {
  readonly person: UserId;
  readonly at: number;
  readonly what:
    | 'refused'
    /** So many more refusals since the line before, which were counted and not written. */
    | 'refusals-counted';
  /** Of one refusal: action, resource, because. */
  readonly detail: JsonObject;
}

/** Where refusals live. One suite (test/contracts/refusal-store.ts) holds every implementation to this. */
export interface RefusalStore {
  /** The newest line of a person's chain. */
  last(person: UserId): Promise<ChainHead | undefined>;
  /** `taken` where the chain has a line of this number already; nothing is written then. */
  append(line: RefusalLine): Promise<'appended' | 'taken'>;
  /** Every line once, those of one person in order; of one person where one is given. */
  lines(person?: UserId): AsyncIterable<RefusalLine>;
}
