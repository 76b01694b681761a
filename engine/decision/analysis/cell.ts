import {
  compileInScope,
  Frame,
  numberFromText,
  parseTemporal,
  parseUnaryTests,
  Run,
} from '#engine/expression/linking.ts';
import type { Expression, UnaryTest, Value } from '#engine/expression/linking.ts';

/** One cell of a table as the analysis sees it. */
export interface Cell {
  /** The constants it compares with; null when it asks for anything else than constants. */
  readonly constants: readonly Value[] | null;
  readonly matchesAll: boolean;
  /** Whether a value passes; meaningless when there are no constants to tell by. */
  accepts(value: Value): boolean;
}

const ENVIRONMENT = { now: 0, zone: 'Etc/UTC', random: () => 0 };
const NO_VARIABLES = { get: () => undefined };

export function readCell(text: string): Cell {
  const parsed = parseUnaryTests(text, {}, 'dmn');
  const compiled = compileInScope(text, { mode: 'unary-tests', dialect: 'dmn', scope: null });
  if (!parsed.ok || !compiled.ok) return { constants: null, matchesAll: false, accepts: () => false };
  const constants = constantsOf(parsed.value.tests);
  const { closure } = compiled;
  return {
    constants,
    matchesAll: parsed.value.any,
    accepts: (value) => closure(new Frame(new Run('dmn', ENVIRONMENT, NO_VARIABLES), null, [value])) === true,
  };
}

function constantsOf(tests: readonly UnaryTest[]): Value[] | null {
  const found: Value[] = [];
  for (const test of tests) {
    const constants = constantsIn(test.kind === 'compare' ? test.operand : test.expression);
    if (constants === null) return null;
    found.push(...constants);
  }
  return found;
}

/** The constants of an endpoint, a range or a list of them. */
function constantsIn(expression: Expression): Value[] | null {
  switch (expression.kind) {
    case 'list':
      return allConstants(expression.items);
    case 'range':
      return allConstants([expression.start, expression.end].filter((end) => end !== null));
    case 'relation':
      return constantsIn(expression.operand);
    default: {
      const constant = constantOf(expression);
      return constant === undefined ? null : [constant];
    }
  }
}

function allConstants(expressions: readonly Expression[]): Value[] | null {
  const found = expressions.map((expression) => constantsIn(expression));
  return found.some((constants) => constants === null) ? null : found.flatMap((constants) => constants ?? []);
}

const CONSTRUCTORS: ReadonlySet<string> = new Set(['date', 'time', 'date and time', 'duration']);

function constantOf(expression: Expression): Value | undefined {
  switch (expression.kind) {
    case 'number':
      return numberFromText(expression.text);
    case 'string':
    case 'boolean':
      return expression.value;
    case 'temporal':
      return parseTemporal(expression.text);
    case 'negation':
      return expression.operand.kind === 'number' ? numberFromText(`-${expression.operand.text}`) : undefined;
    case 'call': {
      const [argument] = expression.args.values;
      const isLiteral = expression.callee.kind === 'name' && CONSTRUCTORS.has(expression.callee.name);
      return isLiteral && argument?.kind === 'string' ? parseTemporal(argument.value) : undefined;
    }
    default:
      return undefined;
  }
}
