import type { Expression } from '../syntax/ast.ts';
import type { ValueType } from '../values/value.ts';

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
export function findClashes(expression: Expression): Clash[] {
  const found: Clash[] = [];
  visit(expression, (node) => {
    const message = clashOf(node);
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

/** Unary tests have a `kind`, too, but none of these. */
function isExpression(node: object): node is Expression {
  return (
    'kind' in node && 'at' in node && (node.kind === 'arithmetic' || node.kind === 'comparison' || node.kind === 'if')
  );
}

function clashOf(node: Expression): string | null {
  switch (node.kind) {
    case 'if': {
      const condition = typeKnown(node.condition);
      return condition === null || condition === 'boolean' ? null : `the condition is a ${condition}`;
    }
    case 'comparison': {
      const [left, right] = [typeKnown(node.left), typeKnown(node.right)];
      if (left === null || right === null || left === 'null' || right === 'null') return null;
      const isOrder = node.operator !== '=' && node.operator !== '!=';
      if (left === right && (!isOrder || ORDERED.has(left))) return null;
      return `cannot compare a ${left} with a ${right}`;
    }
    case 'arithmetic':
      return arithmeticClash(node.operator, typeKnown(node.left), typeKnown(node.right));
    default:
      return null;
  }
}

function arithmeticClash(operator: string, left: Known, right: Known): string | null {
  if (left === null || right === null) return null;
  const isSimple = (type: ValueType): boolean =>
    type === 'number' || type === 'string' || type === 'boolean' || type === 'null';
  // Dates and durations combine in many ways; only what is plainly wrong is told.
  if (!isSimple(left) || !isSimple(right)) return null;
  const fits = left === right && (left === 'number' || (left === 'string' && operator === '+'));
  return fits ? null : `no value for ${left} ${operator} ${right}`;
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
