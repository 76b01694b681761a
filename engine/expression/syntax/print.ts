import type { CallArguments, Expression, TypeReference, UnaryTest, UnaryTests } from './ast.ts';
import { quote } from './literals.ts';
import { isPlainName } from './names.ts';

/** An expression's text: reads back as the same tree. Parentheses stand around every part that is made of parts. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'string':
      return quote(expression.value);
    case 'boolean':
      return String(expression.value);
    case 'null':
      return 'null';
    case 'temporal':
      return `@${quote(expression.text)}`;
    case 'input':
      return '?';
    case 'name':
      return printName(expression.name);
    case 'path':
      return `${operand(expression.object)}.${printName(expression.name)}`;
    case 'filter':
      return `${operand(expression.list)}[${printExpression(expression.condition)}]`;
    case 'call':
      return `${printCallee(expression.callee)}(${printArguments(expression.args)})`;
    case 'negation':
      return `-${operand(expression.operand)}`;
    case 'arithmetic':
    case 'comparison':
    case 'logic':
      return `${operand(expression.left)} ${expression.operator} ${operand(expression.right)}`;
    case 'between':
      return `${operand(expression.value)} between ${operand(expression.low)} and ${operand(expression.high)}`;
    case 'in':
      return `${operand(expression.value)} in (${expression.tests.map(printTest).join(', ')})`;
    case 'instanceOf':
      return `${operand(expression.value)} instance of ${printType(expression.type)}`;
    default:
      return printComposed(expression);
  }
}

type Composed = Extract<
  Expression,
  { kind: 'range' | 'relation' | 'list' | 'context' | 'if' | 'for' | 'quantified' | 'function' }
>;

function printComposed(expression: Composed): string {
  switch (expression.kind) {
    case 'range':
      return printRange(expression);
    case 'relation':
      return `${expression.operator} ${operand(expression.operand)}`;
    case 'list':
      return `[${expression.items.map(printExpression).join(', ')}]`;
    case 'context':
      return `{${expression.entries.map(({ key, value }) => `${quote(key)}: ${printExpression(value)}`).join(', ')}}`;
    case 'if': {
      const { condition, then, otherwise } = expression;
      return `if ${operand(condition)} then ${operand(then)} else ${operand(otherwise)}`;
    }
    case 'for':
      return `for ${printIterators(expression)} return ${operand(expression.body)}`;
    case 'quantified':
      return `${expression.quantifier} ${printIterators(expression)} satisfies ${operand(expression.condition)}`;
    case 'function': {
      const parameters = expression.parameters.map(({ name, type }) =>
        type === null ? name : `${name}: ${printType(type)}`,
      );
      const body = expression.external ? `external ${printExpression(expression.body)}` : operand(expression.body);
      return `function(${parameters.join(', ')}) ${body}`;
    }
  }
}

/** A cell's text. */
export function printUnaryTests({ any, negated, tests }: UnaryTests): string {
  if (any) return '-';
  const text = tests.map(printTest).join(', ');
  return negated ? `not(${text})` : text;
}

const ATOMS: ReadonlySet<Expression['kind']> = new Set([
  'string',
  'boolean',
  'null',
  'input',
  'name',
  'path',
  'filter',
  'call',
  'list',
  'context',
]);

function operand(expression: Expression): string {
  const text = printExpression(expression);
  return ATOMS.has(expression.kind) || (expression.kind === 'number' && !text.startsWith('-')) ? text : `(${text})`;
}

/** A built-in's name may hold a keyword, which backticks would hide. */
function printCallee(callee: Expression): string {
  return callee.kind === 'name' && /^[a-z][a-z ]*$/.test(callee.name) ? callee.name : operand(callee);
}

function printName(name: string): string {
  return isPlainName(name) ? name : `\`${name}\``;
}

function printArguments(args: CallArguments): string {
  const values = args.values.map(printExpression);
  if (args.by === 'position') return values.join(', ');
  return args.names.map((name, index) => `${name}: ${values[index] ?? 'null'}`).join(', ');
}

function printTest(test: UnaryTest): string {
  return test.kind === 'compare' ? `${test.operator} ${operand(test.operand)}` : operand(test.expression);
}

function printRange({ start, startIncluded, end, endIncluded }: Extract<Expression, { kind: 'range' }>): string {
  if (start === null) return `${endIncluded ? '<=' : '<'} ${end === null ? 'null' : operand(end)}`;
  if (end === null) return `${startIncluded ? '>=' : '>'} ${operand(start)}`;
  return `${startIncluded ? '[' : '('}${operand(start)}..${operand(end)}${endIncluded ? ']' : ')'}`;
}

function printIterators({ iterators }: Extract<Expression, { kind: 'for' | 'quantified' }>): string {
  return iterators
    .map(({ name, start, end }) => {
      const domain = end === null ? operand(start) : `${operand(start)}..${operand(end)}`;
      return `${name} in ${domain}`;
    })
    .join(', ');
}

export function printType(type: TypeReference): string {
  switch (type.kind) {
    case 'named':
      return type.name;
    case 'list':
    case 'range':
      return `${type.kind}<${printType(type.of)}>`;
    case 'context':
      return `context<${type.entries.map((entry) => `${entry.name}: ${printType(entry.type)}`).join(', ')}>`;
    case 'function':
      return `function<${type.parameters.map(printType).join(', ')}>->${printType(type.result)}`;
  }
}
