/** Numbers that a seed repeats: mulberry32. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function createRandom(seed) {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit) => Math.floor(fraction() * limit);
  return {
    /** 0 to `limit` - 1. */
    below,
    oneOf: (list) => list[below(list.length)],
    /** A stream of its own: what one part draws does not move what another draws. */
    fork: () => createRandom(below(2 ** 32)),
  };
}
