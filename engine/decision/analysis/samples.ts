import {
  add,
  calculate,
  compare,
  FeelDate,
  FeelDateTime,
  FeelTime,
  isNumber,
  numberFromText,
  parseTemporal,
  same,
} from '#engine/expression/linking.ts';
import type { FeelNumber, Value } from '#engine/expression/linking.ts';
import type { Cell } from './cell.ts';

/** A stretch of an input's values that no cell of the column tells apart, by one value that stands for it. */
export interface Sample {
  readonly value: Value;
  /** For each rule: passes, fails, or cannot be told from constants alone. */
  readonly answers: readonly (boolean | null)[];
}

const HALF = numberFromText('0.5') ?? 0;

/**
 * Values that stand for everything the column distinguishes: each constant, one between each two neighbours, one beyond
 * each end, and for texts one that is nowhere named. Values that all cells treat alike are kept once.
 */
export function samplesOf(cells: readonly Cell[], allowed: readonly Value[] | null): Sample[] {
  const constants = distinct(cells.flatMap((cell) => cell.constants ?? []));
  const candidates = allowed === null ? withNeighbors(constants) : allowed;
  const values = candidates.length === 0 ? ['anything'] : candidates;
  const samples: Sample[] = [];
  const seen = new Set<string>();
  for (const value of values) {
    const answers = cells.map((cell) =>
      cell.matchesAll ? true : cell.constants === null ? null : cell.accepts(value),
    );
    const key = answers.join();
    if (!seen.has(key)) samples.push({ value, answers });
    seen.add(key);
  }
  return samples;
}

function distinct(values: readonly Value[]): Value[] {
  return values.filter((value, index) => values.findIndex((other) => same(other, value)) === index);
}

function withNeighbors(constants: readonly Value[]): Value[] {
  const numbers = constants.filter((value) => isNumber(value)).sort((left, right) => compare(left, right) ?? 0);
  const texts = constants.filter((value) => typeof value === 'string');
  const booleans = constants.some((value) => typeof value === 'boolean') ? [true, false] : [];
  const others = constants.filter(
    (value) => !isNumber(value) && typeof value !== 'string' && typeof value !== 'boolean',
  );
  return [
    ...betweenNumbers(numbers),
    ...texts,
    ...(texts.length > 0 ? [otherText(texts)] : []),
    ...booleans,
    ...distinct(others.flatMap((value) => beside(value))),
  ];
}

function betweenNumbers(sorted: readonly FeelNumber[]): Value[] {
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const middles = sorted.slice(1).map((point, index) => middleOf(sorted[index] ?? point, point));
  return [
    calculate('-', first, 1),
    ...sorted.flatMap((point, index) => [point, middles[index] ?? calculate('+', point, 1)]),
  ];
}

function middleOf(low: FeelNumber, high: FeelNumber): Value {
  return calculate('*', add(low, high), HALF);
}

function otherText(texts: readonly string[]): string {
  let candidate = 'something else';
  while (texts.includes(candidate)) candidate += '!';
  return candidate;
}

/** A day, second or month before and after. */
function beside(value: Value): Value[] {
  const step =
    value instanceof FeelDate ? 'P1D' : value instanceof FeelTime || value instanceof FeelDateTime ? 'PT1S' : null;
  const steps = step === null ? ['PT1S', 'P1M'] : [step];
  const around = steps.flatMap((text) => {
    const duration = parseTemporal(text);
    return [calculate('-', value, duration), calculate('+', value, duration)];
  });
  return [value, ...around.filter((neighbor) => neighbor !== null)];
}
