import type { Dialect } from '../contract.ts';
import { DIALECTS } from '../dialect.ts';
import type { Expression, UnaryTest } from '../syntax/ast.ts';
import type { ValueType } from '../values/value.ts';
import { say } from '../words/say.ts';

/** A type that is certain from the text alone; null when it depends on values. */
type Known = ValueType | null;

export interface Clash {
  readonly at: number;
  readonly message: string;
}

const ORDERED: ReadonlySet<ValueType> = new Set([
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

/** Operators and conditions on types that they can never work with, whatever the variables hold. */
export function findClashes(expression: Expression, dialect: Dialect): Clash[] {
  const found: Clash[] = [];
  visit(expression, (node) => {
    const message = clashOf(node, dialect);
    if (message !== null) found.push({ at: node.at, message });
  });
  return found;
}

/** Calls `tell` for each expression inside, the outer before the inner. */
function visit(node: unknown, tell: (expression: Expression) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (isExpression(node)) tell(node);
  for (const part of Object.values(node)) visit(part, tell);
}

const CHECKED: ReadonlySet<string> = new Set([
  'arithmetic',
  'between',
  'comparison',
  'for',
  'if',
  'in',
  'logic',
  'negation',
  'quantified',
] satisfies Expression['kind'][]);

/** Unary tests have a `kind`, too, but none of these. */
function isExpression(node: object): node is Expression {
  return 'kind' in node && 'at' in node && typeof node.kind === 'string' && CHECKED.has(node.kind);
}

function clashOf(node: Expression, dialect: Dialect): string | null {
  switch (node.kind) {
    case 'if': {
      const condition = typeKnown(node.condition);
      return condition === null || condition === 'boolean' ? null : say('check.condition', { type: condition });
    }
    case 'comparison': {
      const [left, right] = [typeKnown(node.left), typeKnown(node.right)];
      if (left === null || right === null || left === 'null' || right === 'null') return null;
      const isOrder = node.operator !== '=' && node.operator !== '!=';
      if (left === right && (!isOrder || ORDERED.has(left))) return null;
      return say('check.comparison', { left, right });
    }
    case 'arithmetic':
      return arithmeticClash(node.operator, typeKnown(node.left), typeKnown(node.right));
    case 'logic':
      return notAmong(['boolean', 'null'], [node.left, node.right], (type) =>
        say('check.logic', { operator: node.operator, type }),
      );
    case 'negation':
      return notAmong(
        ['number', 'days and time duration', 'years and months duration', 'null'],
        [node.operand],
        (type) => say('check.negation', { type }),
      );
    case 'between':
      return betweenClash([node.value, node.low, node.high].map(typeKnown));
    case 'in':
      return betweenClash([node.value, ...node.tests.flatMap(boundsOf)].map(typeKnown));
    case 'for':
    case 'quantified': {
      const domains = node.iterators.filter(({ end }) => end === null).map(({ start }) => start);
      if (DIALECTS[dialect].iteratesValues) return null;
      return notAmong(['list', 'range'], domains, (type) => say('check.iteration', { type }));
    }
    default:
      return null;
  }
}

function notAmong(
  fitting: readonly Known[],
  operands: readonly Expression[],
  words: (type: ValueType) => string,
): string | null {
  const wrong = operands.map(typeKnown).find((type) => type !== null && !fitting.includes(type));
  return wrong == null ? null : words(wrong);
}

function betweenClash(types: readonly Known[]): string | null {
  const known = types.filter((type) => type !== null && type !== 'null');
  const [left] = known;
  const right = known.find((type) => type !== left);
  return left === undefined || right === undefined ? null : say('check.comparison', { left, right });
}

/** What the tested value is compared with; a value or list that it may equal can be of any type. */
function boundsOf(test: UnaryTest): readonly Expression[] {
  if (test.kind === 'compare') return [test.operand];
  return test.expression.kind === 'range'
    ? [test.expression.start, test.expression.end].filter((bound) => bound !== null)
    : [];
}

function arithmeticClash(operator: string, left: Known, right: Known): string | null {
  if (left === null || right === null) return null;
  const isSimple = (type: ValueType): boolean =>
    type === 'number' || type === 'string' || type === 'boolean' || type === 'null';
  // Dates and durations combine in many ways; only what is plainly wrong is told.
  if (!isSimple(left) || !isSimple(right)) return null;
  const fits = left === right && (left === 'number' || (left === 'string' && operator === '+'));
  return fits ? null : say('check.arithmetic', { left, operator, right });
}

function typeKnown(expression: Expression): Known {
  switch (expression.kind) {
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
    case 'comparison':
    case 'between':
    case 'in':
    case 'quantified':
    case 'instanceOf':
      return 'boolean';
    case 'null':
      return 'null';
    case 'list':
    case 'for':
      return 'list';
    case 'context':
      return 'context';
    case 'function':
      return 'function';
    case 'arithmetic': {
      const [left, right] = [typeKnown(expression.left), typeKnown(expression.right)];
      return left === right && (left === 'number' || (left === 'string' && expression.operator === '+')) ? left : null;
    }
    case 'negation':
      return typeKnown(expression.operand) === 'number' ? 'number' : null;
    default:
      return null;
  }
}
