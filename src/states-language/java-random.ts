/** The generator of java.util.Random: AWS documents no algorithm, but its seeded results are this one's. */
export function javaRandom(seed: number): { nextInt(bound: number): number; nextDouble(): number } {
  const mask = (1n << 48n) - 1n;
  let state = (BigInt(Math.trunc(seed)) ^ 0x5deece66dn) & mask;
  const next = (bits: number): number => {
    state = (state * 0x5deece66dn + 0xbn) & mask;
    return Number(BigInt.asIntN(32, state >> BigInt(48 - bits)));
  };
  return {
    nextInt(bound) {
      if ((bound & (bound - 1)) === 0 && bound > 0) return Number((BigInt(bound) * BigInt(next(31))) >> 31n);
      for (;;) {
        const bits = next(31);
        const value = bits % bound;
        if (bits - value + (bound - 1) <= 0x7fffffff) return value;
      }
    },
    nextDouble: () => (next(26) * 2 ** 27 + next(27)) / 2 ** 53,
  };
}
