/** One measured figure, as `npm run bench -- --json FILE` writes it. */
export interface Figure {
  /** `subject.what`, e.g. `feel.speedup-over-feelin`. */
  readonly name: string;
  /** `x` for ratios, else `ms`, `us`, `1/s`, `B`, `kB`. */
  readonly unit: string;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** Number of samples behind it. */
  readonly n: number;
}

export interface BenchOptions {
  /** One small round: shows that it runs. */
  readonly quick: boolean;
  /** Of this part, by their names; none = all. */
  readonly subjects: readonly string[];
}

/** Folds samples of one quantity into a figure. Throws when there are none: a figure without a measurement is a lie. */
export function figure(name: string, unit: string, samples: readonly number[]): Figure {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [min, max, upper, lower] = [sorted[0], sorted.at(-1), sorted[middle], sorted[middle - 1]];
  if (min === undefined || max === undefined || upper === undefined) throw new Error(`No samples for ${name}`);
  const median = sorted.length % 2 === 0 && lower !== undefined ? (lower + upper) / 2 : upper;
  return { name, unit, min, median, max, n: sorted.length };
}
