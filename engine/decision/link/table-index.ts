import { compareNumbers, isNumber, numberFromText, parseUnaryTests } from '#engine/expression/linking.ts';
import type { Expression, FeelNumber, UnaryTest, UnaryTests, Value } from '#engine/expression/linking.ts';
import type { DecisionTable } from '../model.ts';

/** Which rules can match, found by the value of one input: their conditions are still asked, the others' are not. */
export interface TableIndex {
  candidates(values: readonly Value[]): readonly number[] | null;
}

/** What a cell accepts, as far as constants tell: everything, some keys, or a span of numbers. */
type Accepts =
  | { readonly kind: 'anything' }
  | { readonly kind: 'keys'; readonly keys: readonly (string | boolean)[] }
  | { readonly kind: 'spans'; readonly spans: readonly Span[] };

/** Closed at both ends: a rule too many does no harm, one too few would. Null is unbounded. */
interface Span {
  readonly low: FeelNumber | null;
  readonly high: FeelNumber | null;
}

const ANYTHING: Accepts = { kind: 'anything' };

/** Smaller tables are walked faster than looked up. */
const SMALLEST = 12;
/** An index that repeats rules more often than this is not worth its memory. */
const MAX_ENTRIES_PER_RULE = 64;

/** The index over the column that narrows the rules most; null when none does. */
export function buildIndex(table: DecisionTable): TableIndex | null {
  if (table.rules.length < SMALLEST) return null;
  let best: { readonly index: TableIndex; readonly cost: number } | null = null;
  for (const column of table.inputs.keys()) {
    const cells = table.rules.map((rule) => acceptedBy(rule.conditions[column]?.text ?? '-'));
    const built = indexColumn(cells, column);
    if (built !== null && (best === null || built.cost < best.cost)) best = built;
  }
  return best !== null && best.cost < table.rules.length / 2 ? best.index : null;
}

function indexColumn(
  cells: readonly Accepts[],
  column: number,
): { readonly index: TableIndex; readonly cost: number } | null {
  const kinds = new Set(cells.map(({ kind }) => kind).filter((kind) => kind !== 'anything'));
  if (kinds.size !== 1) return null;
  return kinds.has('keys') ? indexKeys(cells, column) : indexSpans(cells, column);
}

function indexKeys(cells: readonly Accepts[], column: number): { readonly index: TableIndex; readonly cost: number } {
  const always = cells.flatMap((cell, rule) => (cell.kind === 'anything' ? [rule] : []));
  const byKey = new Map<string | boolean, number[]>();
  for (const [rule, cell] of cells.entries()) {
    if (cell.kind !== 'keys') continue;
    for (const key of cell.keys) byKey.set(key, [...(byKey.get(key) ?? []), rule]);
  }
  const lists = new Map([...byKey].map(([key, rules]) => [key, merge(rules, always)]));
  const total = [...lists.values()].reduce((sum, rules) => sum + rules.length, 0);
  return {
    cost: lists.size === 0 ? cells.length : total / lists.size,
    index: {
      candidates: (values) => {
        const value = values[column];
        if (typeof value !== 'string' && typeof value !== 'boolean') return null;
        return lists.get(value) ?? always;
      },
    },
  };
}

/** Between two neighbouring endpoints the same rules apply, so each stretch and each endpoint has its list. */
function indexSpans(
  cells: readonly Accepts[],
  column: number,
): { readonly index: TableIndex; readonly cost: number } | null {
  const always = cells.flatMap((cell, rule) => (cell.kind === 'anything' ? [rule] : []));
  const spans = cells.flatMap((cell, rule) =>
    cell.kind === 'spans' ? cell.spans.map((span) => ({ rule, span })) : [],
  );
  const points = distinctPoints(spans.flatMap(({ span }) => [span.low, span.high]));
  const stretches: number[][] = Array.from({ length: points.length * 2 + 1 }, () => []);
  let entries = 0;
  for (const { rule, span } of spans) {
    const from = span.low === null ? 0 : positionOf(points, span.low);
    const to = span.high === null ? stretches.length - 1 : positionOf(points, span.high);
    for (let position = from; position <= to; position += 1) stretches[position]?.push(rule);
    entries += Math.max(to - from + 1, 0);
    if (entries > cells.length * MAX_ENTRIES_PER_RULE) return null;
  }
  const lists = stretches.map((rules) => merge(rules, always));
  return {
    cost: lists.reduce((sum, rules) => sum + rules.length, 0) / lists.length,
    index: {
      candidates: (values) => {
        const value = values[column];
        if (value === undefined || !isNumber(value)) return null;
        return lists[positionOf(points, value)] ?? always;
      },
    },
  };
}

function distinctPoints(points: readonly (FeelNumber | null)[]): FeelNumber[] {
  const sorted = points.filter((point) => point !== null).sort(compareNumbers);
  return sorted.filter((point, index) => {
    const before = sorted[index - 1];
    return before === undefined || compareNumbers(before, point) !== 0;
  });
}

/** Odd positions are the points themselves, even ones the stretches between them. */
function positionOf(points: readonly FeelNumber[], value: FeelNumber): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const point = points[middle];
    if (point !== undefined && compareNumbers(point, value) < 0) low = middle + 1;
    else high = middle;
  }
  const found = points[low];
  return found !== undefined && compareNumbers(found, value) === 0 ? low * 2 + 1 : low * 2;
}

/** Ascending and without repetition: the order of the rules is the order of the table. */
function merge(rules: readonly number[], always: readonly number[]): readonly number[] {
  return [...new Set([...rules, ...always])].sort((left, right) => left - right);
}

export function acceptedBy(text: string): Accepts {
  const parsed = parseUnaryTests(text, {}, 'dmn');
  return parsed.ok ? acceptedByTests(parsed.value) : ANYTHING;
}

function acceptedByTests(tests: UnaryTests): Accepts {
  if (tests.any || tests.negated) return ANYTHING;
  const keys: (string | boolean)[] = [];
  const spans: Span[] = [];
  for (const test of tests.tests) {
    const key = keyOf(test);
    const span = key === null ? spanOf(test) : null;
    if (key !== null) keys.push(key);
    else if (span !== null) spans.push(span);
    else return ANYTHING;
  }
  if (keys.length > 0 && spans.length > 0) return ANYTHING;
  return keys.length > 0 ? { kind: 'keys', keys } : { kind: 'spans', spans };
}

function keyOf(test: UnaryTest): string | boolean | null {
  const constant = test.kind === 'expression' ? test.expression : test.operator === '=' ? test.operand : null;
  return constant !== null && (constant.kind === 'string' || constant.kind === 'boolean') ? constant.value : null;
}

function spanOf(test: UnaryTest): Span | null {
  if (test.kind === 'expression') return spanOfExpression(test.expression);
  const point = numberOf(test.operand);
  if (point === null) return null;
  switch (test.operator) {
    case '=':
      return { low: point, high: point };
    case '<':
    case '<=':
      return { low: null, high: point };
    case '>':
    case '>=':
      return { low: point, high: null };
    case '!=':
      return null;
  }
}

function spanOfExpression(expression: Expression): Span | null {
  if (expression.kind === 'range') {
    const low = expression.start === null ? null : numberOf(expression.start);
    const high = expression.end === null ? null : numberOf(expression.end);
    const isConstant = (expression.start === null || low !== null) && (expression.end === null || high !== null);
    return isConstant ? { low, high } : null;
  }
  const point = numberOf(expression);
  return point === null ? null : { low: point, high: point };
}

function numberOf(expression: Expression): FeelNumber | null {
  if (expression.kind === 'number') return numberFromText(expression.text);
  if (expression.kind === 'negation' && expression.operand.kind === 'number') {
    return numberFromText(`-${expression.operand.text}`);
  }
  return null;
}
