/** The right of one process, for a while, to do what one alone must do. */
export interface Lease {
  readonly name: string;
  /** Who holds it: unique per process, fresh at each start. */
  readonly owner: string;
  /** Grows with every change of hands: whoever wrote under a higher one came later. */
  readonly fence: number;
  /** When it runs out, ms. */
  readonly until: number;
}

/**
 * Who of several processes may do a thing. Declared here, beside the scheduler: its tasks are what replicas share,
 * and every room that has a sweep or a schedule stands on platform. One suite (test/contracts/leases.ts) holds every
 * implementation to this. The clocks of processes differ: take a lease for much longer than they may.
 */
export interface Leases {
  /** Undefined while anybody holds it, the same owner included: a holder renews. */
  acquire(name: string, owner: string, forMs: number, now: number): Promise<Lease | undefined>;
  /** Undefined where it ran out, was released or went to somebody else: then it is acquired anew. */
  renew(lease: Lease, forMs: number, now: number): Promise<Lease | undefined>;
  /** Frees it at once; a lease that is no longer held is left alone. */
  release(lease: Lease): Promise<void>;
}
