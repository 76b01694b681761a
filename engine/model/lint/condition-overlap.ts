/**
 * Whether two conditions can hold together, as far as it can be seen without running them: disjunctions of conjunctions of
 * comparisons of a variable with a constant. Anything else is not judged, so that a warning is always right.
 */
export type Judgement =
  | { readonly kind: 'exclusive' }
  /** `example`: values with which both hold, e.g. `total = 150`; empty when the texts are equal. */
  | { readonly kind: 'overlap'; readonly example: string }
  | { readonly kind: 'unknown' };

export function judge(first: string, second: string): Judgement {
  if (normal(first) === normal(second)) return { kind: 'overlap', example: '' };
  const alternatives = parse(first);
  const others = parse(second);
  if (alternatives === null || others === null) return { kind: 'unknown' };
  for (const one of alternatives) {
    for (const other of others) {
      const example = commonExample([...one, ...other]);
      if (example !== null) return { kind: 'overlap', example };
    }
  }
  return { kind: 'exclusive' };
}

/** Whether one of the conditions holds for every value of the one variable they all test; false when it cannot be told. */
export function coverEverything(conditions: readonly string[]): boolean {
  const parsed = conditions.map(parse);
  const tests = parsed.flatMap((alternatives) => alternatives?.flatMap((all) => (all.length === 1 ? all : [])) ?? []);
  const variable = tests[0]?.variable;
  if (variable === undefined || tests.some((test) => test.variable !== variable)) return false;
  const constants = new Set<Constant>(tests.map(({ constant }) => constant));
  const isBoolean = tests.every(({ constant }) => typeof constant === 'boolean');
  const isNumeric = tests.every(({ constant }) => typeof constant === 'number');
  if (!isBoolean && !isNumeric) return false;
  const probes = isBoolean ? [true, false] : numericProbes([...constants].map(Number));
  return probes.every((probe) => tests.some((test) => holds(test, probe)));
}

type Constant = string | number | boolean;
type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';
interface Comparison {
  readonly variable: string;
  readonly operator: Operator;
  readonly constant: Constant;
}

function normal(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Alternatives, each a list of comparisons that all hold; null for a text of another shape. */
function parse(text: string): readonly (readonly Comparison[])[] | null {
  const alternatives: Comparison[][] = [];
  for (const part of normal(text).split(/ or /)) {
    const all = part.split(/ and /).map(comparison);
    if (all.some((one) => one === null)) return null;
    alternatives.push(all.flatMap((one) => one ?? []));
  }
  return alternatives;
}

const path = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*`;
const comparisonPattern = new RegExp(
  String.raw`^(${path}) ?(!=|<=|>=|=|<|>) ?(-?\d+(?:\.\d+)?|"[^"\\]*"|true|false)$`,
  'u',
);
const plainPattern = new RegExp(`^(${path})$`, 'u');
const negatedPattern = new RegExp(String.raw`^not ?\( ?(${path}) ?\)$`, 'u');

function comparison(text: string): Comparison | null {
  const [, variable, operator, constant] = comparisonPattern.exec(text.trim()) ?? [];
  if (variable !== undefined && operator !== undefined && constant !== undefined) {
    return { variable, operator: operator as Operator, constant: JSON.parse(constant) as Constant };
  }
  const plain = plainPattern.exec(text.trim())?.[1];
  if (plain !== undefined && plain !== 'true' && plain !== 'false') {
    return { variable: plain, operator: '=', constant: true };
  }
  const negated = negatedPattern.exec(text.trim())?.[1];
  return negated === undefined ? null : { variable: negated, operator: '=', constant: false };
}

/** One value for each variable with which all comparisons hold; null when there is none. */
function commonExample(comparisons: readonly Comparison[]): string | null {
  const variables = [...new Set(comparisons.map(({ variable }) => variable))];
  const parts: string[] = [];
  for (const variable of variables) {
    const tests = comparisons.filter((test) => test.variable === variable);
    const value = candidates(tests).find((candidate) => tests.every((test) => holds(test, candidate)));
    if (value === undefined) return null;
    parts.push(`${variable} = ${JSON.stringify(value)}`);
  }
  return parts.join(', ');
}

function candidates(tests: readonly Comparison[]): readonly Constant[] {
  const constants = tests.map(({ constant }) => constant);
  if (constants.every((constant) => typeof constant === 'number')) return numericProbes(constants.map(Number));
  const strings = constants.filter((constant) => typeof constant === 'string');
  return [...constants, ...(strings.length > 0 ? [`not ${strings.join('')}`] : []), true, false];
}

/** The constants, a value between each two, and one beyond each end: enough to meet every interval they form. */
function numericProbes(constants: readonly number[]): readonly number[] {
  const sorted = [...constants].sort((a, b) => a - b);
  const low = sorted[0] ?? 0;
  const high = sorted[sorted.length - 1] ?? 0;
  const between = sorted.slice(1).map((value, position) => (value + (sorted[position] ?? value)) / 2);
  return [...sorted, ...between, low - 1, high + 1];
}

function holds({ operator, constant }: Comparison, value: Constant): boolean {
  switch (operator) {
    case '=':
      return value === constant;
    case '!=':
      return value !== constant;
    case '<':
      return typeof value === typeof constant && value < constant;
    case '<=':
      return typeof value === typeof constant && value <= constant;
    case '>':
      return typeof value === typeof constant && value > constant;
    case '>=':
      return typeof value === typeof constant && value >= constant;
  }
}
