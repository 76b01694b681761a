import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on the seed and the words alone: the same order meets the same fate on every run. */
export function chance(seed: string, ...words: readonly string[]): number {
  const digest = createHash('sha256')
    .update([seed, ...words].join('\u0000'))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
