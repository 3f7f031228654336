/** A peer that cannot be had on this machine, and why. */
export class Unavailable extends Error {}
