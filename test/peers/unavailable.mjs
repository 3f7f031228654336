/** What `.ci/run` takes for "cannot be had here": EX_UNAVAILABLE of sysexits.h. */
export const UNAVAILABLE = 69;

/** A peer that cannot be had on this machine, and why. */
export class Unavailable extends Error {}
