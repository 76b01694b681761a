import { same } from '../operators/equality.ts';
import { compare } from '../operators/order.ts';
import { add, compareNumbers, divide, isNumber, multiply, squareRoot, subtract } from '../values/number.ts';
import type { FeelNumber } from '../values/number.ts';
import type { List, Value } from '../values/value.ts';
import { builtin, overload } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { any, list, number, rest } from './params.ts';

/** Each of these takes a list or the items themselves. */
function aggregate(name: string, apply: (items: List) => Value): Builtin {
  return builtin(
    name,
    overload([list('list')], ([items]) => apply(items)),
    overload([rest(any('list'))], ([items]) => apply(items)),
  );
}

/** The list as numbers, null as soon as one is none. */
function numbersOf(items: List): FeelNumber[] | null {
  const found: FeelNumber[] = [];
  for (const item of items) {
    if (!isNumber(item)) return null;
    found.push(item);
  }
  return found;
}

/** A function of numbers only; null for an empty list. */
function numeric(name: string, apply: (numbers: readonly FeelNumber[]) => Value): Builtin {
  return builtin(
    name,
    overload([list('list')], ([items]) => {
      const numbers = numbersOf(items);
      return numbers === null || numbers.length === 0 ? null : apply(numbers);
    }),
    overload([rest(number('list'))], ([numbers]) => apply(numbers)),
  );
}

function fold(
  numbers: readonly FeelNumber[],
  first: FeelNumber,
  step: (sum: FeelNumber, item: FeelNumber) => FeelNumber | null,
): FeelNumber | null {
  let result: FeelNumber | null = first;
  for (const item of numbers) {
    if (result === null) return null;
    result = step(result, item);
  }
  return result;
}

const sumOf = (numbers: readonly FeelNumber[]): FeelNumber | null => fold(numbers, 0, add);

function meanOf(numbers: readonly FeelNumber[]): FeelNumber | null {
  const sum = sumOf(numbers);
  return sum === null ? null : divide(sum, numbers.length);
}

function medianOf(numbers: readonly FeelNumber[]): Value {
  const sorted = [...numbers].sort(compareNumbers);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : meanOf([sorted[middle - 1] ?? 0, upper]);
}

/** Of the sample: divided by one less than the count; null for fewer than two numbers. */
function deviationOf(numbers: readonly FeelNumber[]): Value {
  const mean = meanOf(numbers);
  if (mean === null || numbers.length < 2) return null;
  const squares = fold(numbers, 0, (sum, item) => {
    const distance = subtract(item, mean);
    const square = distance === null ? null : multiply(distance, distance);
    return square === null ? null : add(sum, square);
  });
  const variance = squares === null ? null : divide(squares, numbers.length - 1);
  return variance === null ? null : squareRoot(variance);
}

/** The most frequent numbers, ascending. */
function modeOf(numbers: readonly FeelNumber[]): List {
  const sorted = [...numbers].sort(compareNumbers);
  const counts: { readonly value: FeelNumber; count: number }[] = [];
  for (const value of sorted) {
    const last = counts[counts.length - 1];
    if (last !== undefined && same(last.value, value)) last.count += 1;
    else counts.push({ value, count: 1 });
  }
  const highest = Math.max(...counts.map(({ count }) => count));
  return counts.filter(({ count }) => count === highest).map(({ value }) => value);
}

/** The item that comes first (or last) in order; null when two cannot be compared. */
function extreme(items: List, direction: 1 | -1): Value {
  let best: Value = null;
  for (const [index, item] of items.entries()) {
    const order = compare(item, index === 0 ? item : best);
    if (order === null) return null;
    if (index === 0 || order * direction < 0) best = item;
  }
  return best;
}

/** True, false or null: `decisive` wins over null, null over the rest. */
function quantify(items: List, decisive: boolean): boolean | null {
  let answer: boolean | null = !decisive;
  for (const item of items) {
    if (item === decisive) return decisive;
    if (item !== !decisive) answer = null;
  }
  return answer;
}

export const STATISTICS_BUILTINS: readonly Builtin[] = [
  builtin(
    'count',
    overload([list('list')], ([items]) => items.length),
  ),
  aggregate('min', (items) => extreme(items, 1)),
  aggregate('max', (items) => extreme(items, -1)),
  numeric('sum', sumOf),
  numeric('product', (numbers) => fold(numbers, 1, multiply)),
  numeric('mean', meanOf),
  numeric('median', medianOf),
  numeric('stddev', deviationOf),
  aggregate('mode', (items) => {
    const numbers = numbersOf(items);
    if (numbers === null) return null;
    return numbers.length === 0 ? [] : modeOf(numbers);
  }),
  aggregate('all', (items) => quantify(items, false)),
  aggregate('and', (items) => quantify(items, false)),
  aggregate('any', (items) => quantify(items, true)),
  aggregate('or', (items) => quantify(items, true)),
];
