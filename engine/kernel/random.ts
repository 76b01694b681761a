// Outside the loop, as in `rollText`: a look at a global is slow in the workflow sandbox.
const { imul } = Math;

/**
 * Numbers in [0, 1) that depend on the seed alone, so that a replay draws the same. Fit for
 * `random number()` and `uuid()`, not for secrets.
 */
export function randomFrom(seed: string): () => number {
  let state = 0x811c9dc5 | 0;
  for (let at = 0; at < seed.length; at += 1) state = imul(state ^ seed.charCodeAt(at), 0x01000193) + at;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
