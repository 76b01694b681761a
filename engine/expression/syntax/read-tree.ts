import { LIMITS } from '../limits.ts';
import type {
  ArithmeticOperator,
  CallArguments,
  ComparisonOperator,
  ContextEntry,
  Expression,
  Iterator,
  RangeExpression,
  UnaryTest,
  UnaryTests,
} from './ast.ts';
import { SyntaxFault } from './fault.ts';
import { unquote } from './literals.ts';
import { isKeyword } from './names.ts';
import { readFormalParameters, readType } from './read-type.ts';
import { child, nameOf, textOf } from './reader.ts';
import type { Reader } from './reader.ts';
import { childrenOf } from './tree.ts';
import type { Node } from './tree.ts';
import { say } from '../words/say.ts';

export function readExpression(reader: Reader, node: Node): Expression {
  reader.depth += 1;
  if (reader.depth > LIMITS.depth) throw new SyntaxFault(node.from, say('syntax.tooDeep', { limit: LIMITS.depth }));
  const expression = readNode(reader, node);
  reader.depth -= 1;
  return expression;
}

function readNode(reader: Reader, node: Node): Expression {
  const at = node.from;
  const nodes = childrenOf(node);
  const operand = (index: number): Expression => readExpression(reader, child(nodes, index, node));
  switch (node.name) {
    case 'NumericLiteral':
      return { kind: 'number', at, text: textOf(reader, node).replace(/\s/g, '') };
    case 'StringLiteral':
      return { kind: 'string', at, value: unquote(textOf(reader, node)) };
    case 'BooleanLiteral':
      return { kind: 'boolean', at, value: textOf(reader, node) === 'true' };
    case 'null':
      return { kind: 'null', at };
    case '?':
      return { kind: 'input', at };
    case 'VariableName':
    case 'Name':
      return readVariable(reader, node);
    case 'PathExpression':
      return { kind: 'path', at, object: operand(0), name: nameOf(reader, child(nodes, 2, node)) };
    case 'FilterExpression':
      return { kind: 'filter', at, list: operand(0), condition: operand(2) };
    case 'FunctionInvocation':
      return readCall(reader, node, nodes);
    case 'DateTimeLiteral':
      return readDateTimeLiteral(reader, node, nodes);
    case 'ArithmeticExpression':
      return readArithmetic(reader, node, nodes);
    case 'Comparison':
      return readComparison(reader, node, nodes);
    case 'Disjunction':
      return { kind: 'logic', at, operator: 'or', left: operand(0), right: operand(2) };
    case 'Conjunction':
      return { kind: 'logic', at, operator: 'and', left: operand(0), right: operand(2) };
    case 'InstanceOfExpression':
      return { kind: 'instanceOf', at, value: operand(0), type: readType(reader, child(nodes, 3, node)) };
    case 'ParenthesizedExpression':
      return operand(1);
    case 'SimplePositiveUnaryTest':
      return readSimpleTest(reader, node, nodes);
    case 'Interval':
      return readInterval(reader, node, nodes);
    case 'List':
      return { kind: 'list', at, items: nodes.slice(1, -1).map((item) => readExpression(reader, item)) };
    case 'Context':
      return { kind: 'context', at, entries: nodes.slice(1, -1).map((entry) => readEntry(reader, entry)) };
    default:
      return readStatement(reader, node, nodes);
  }
}

/** The constructs that begin with a keyword. */
function readStatement(reader: Reader, node: Node, nodes: readonly Node[]): Expression {
  const at = node.from;
  const operand = (index: number): Expression => readExpression(reader, child(nodes, index, node));
  switch (node.name) {
    case 'IfExpression':
      return { kind: 'if', at, condition: operand(1), then: operand(3), otherwise: operand(5) };
    case 'ForExpression':
      return { kind: 'for', at, iterators: readIterators(reader, child(nodes, 1, node)), body: operand(3) };
    case 'QuantifiedExpression':
      return {
        kind: 'quantified',
        at,
        quantifier: textOf(reader, child(nodes, 0, node)) === 'some' ? 'some' : 'every',
        iterators: readIterators(reader, child(nodes, 1, node)),
        condition: operand(3),
      };
    case 'FunctionDefinition':
      return readFunction(reader, node, nodes);
    default:
      throw new SyntaxFault(at, say('syntax.unexpected', { found: textOf(reader, node) }));
  }
}

function readVariable(reader: Reader, node: Node): Expression {
  const name = nameOf(reader, node);
  const quoted = textOf(reader, node).startsWith('`');
  const isCallee = node.parent?.name === 'FunctionInvocation' && node.prevSibling === null;
  if (!quoted && isKeyword(name) && !isCallee) throw new SyntaxFault(node.from, say('syntax.keyword', { name }));
  return { kind: 'name', at: node.from, name };
}

function readArithmetic(reader: Reader, node: Node, nodes: readonly Node[]): Expression {
  if (nodes.length === 2) {
    return { kind: 'negation', at: node.from, operand: readExpression(reader, child(nodes, 1, node)) };
  }
  const arithmetic = (right: Expression): Expression => ({
    kind: 'arithmetic',
    at: node.from,
    operator: textOf(reader, child(nodes, 1, node)) as ArithmeticOperator,
    left: readExpression(reader, child(nodes, 0, node)),
    right,
  });
  const last = child(nodes, 2, node);
  const right = readExpression(reader, last);
  if (reader.instanceOfIsLoose && last.name === 'InstanceOfExpression' && right.kind === 'instanceOf') {
    return { ...right, at: node.from, value: arithmetic(right.value) };
  }
  return arithmetic(right);
}

function readComparison(reader: Reader, node: Node, nodes: readonly Node[]): Expression {
  const left = readExpression(reader, child(nodes, 0, node));
  const operator = child(nodes, 1, node);
  switch (operator.name) {
    case 'between':
      return {
        kind: 'between',
        at: node.from,
        value: left,
        low: readExpression(reader, child(nodes, 2, node)),
        high: readExpression(reader, child(nodes, 4, node)),
      };
    case 'in': {
      const tests = nodes.slice(2).flatMap((test) => (test.name === 'PositiveUnaryTests' ? childrenOf(test) : [test]));
      return {
        kind: 'in',
        at: node.from,
        value: left,
        tests: tests.filter((test) => test.name !== '(' && test.name !== ')').map((test) => readTest(reader, test)),
      };
    }
    default:
      return {
        kind: 'comparison',
        at: node.from,
        operator: textOf(reader, operator) as ComparisonOperator,
        left,
        right: readExpression(reader, child(nodes, 2, node)),
      };
  }
}

/** `> 5` where a value is due is the range above 5. */
function readSimpleTest(reader: Reader, node: Node, nodes: readonly Node[]): Expression {
  const first = child(nodes, 0, node);
  if (first.name === 'Interval') return readInterval(reader, first, childrenOf(first));
  const operator = textOf(reader, first);
  const operand = readExpression(reader, child(nodes, 1, node));
  const bounds = {
    kind: 'range',
    at: node.from,
    start: null,
    startIncluded: false,
    end: null,
    endIncluded: false,
  } as const;
  switch (operator) {
    case '<':
    case '<=':
      return { ...bounds, end: operand, endIncluded: operator === '<=' };
    case '>':
    case '>=':
      return { ...bounds, start: operand, startIncluded: operator === '>=' };
    default:
      return { kind: 'relation', at: node.from, operator: operator === '=' ? '=' : '!=', operand };
  }
}

function readInterval(reader: Reader, node: Node, nodes: readonly Node[]): RangeExpression {
  return {
    kind: 'range',
    at: node.from,
    start: readExpression(reader, child(nodes, 1, node)),
    startIncluded: child(nodes, 0, node).name === '[',
    end: readExpression(reader, child(nodes, 3, node)),
    endIncluded: child(nodes, 4, node).name === ']',
  };
}

function readTest(reader: Reader, node: Node): UnaryTest {
  const inner = node.name === 'PositiveUnaryTest' ? child(childrenOf(node), 0, node) : node;
  const nodes = childrenOf(inner);
  const first = nodes[0];
  if (inner.name === 'SimplePositiveUnaryTest' && first !== undefined && first.name === 'CompareOp') {
    return {
      kind: 'compare',
      at: inner.from,
      operator: textOf(reader, first) as ComparisonOperator,
      operand: readExpression(reader, child(nodes, 1, inner)),
    };
  }
  return { kind: 'expression', at: inner.from, expression: readExpression(reader, inner) };
}

export function readUnaryTests(reader: Reader, top: Node): UnaryTests {
  const nodes = childrenOf(top);
  const first = child(nodes, 0, top);
  if (first.name === 'Wildcard') return { any: true, negated: false, tests: [] };
  const tests = nodes.find((node) => node.name === 'PositiveUnaryTests');
  if (tests === undefined) throw new SyntaxFault(top.from, say('syntax.testMissing'));
  return {
    any: false,
    negated: first.name === 'not',
    tests: childrenOf(tests).map((test) => readTest(reader, test)),
  };
}

function readCall(reader: Reader, node: Node, nodes: readonly Node[]): Expression {
  const callee = readExpression(reader, child(nodes, 0, node));
  return { kind: 'call', at: node.from, callee, args: readArguments(reader, child(nodes, 2, node)) };
}

function readArguments(reader: Reader, node: Node): CallArguments {
  const nodes = childrenOf(node);
  if (node.name !== 'NamedParameters') {
    return { by: 'position', values: nodes.map((argument) => readExpression(reader, argument)) };
  }
  const pairs = nodes.map((pair) => childrenOf(pair));
  return {
    by: 'name',
    names: pairs.map((pair) => nameOf(reader, child(pair, 0, node))),
    values: pairs.map((pair) => readExpression(reader, child(pair, 1, node))),
  };
}

/** `@"…"`, or a call of `date`, `time`, `date and time` or `duration`, which the grammar reads as literals. */
function readDateTimeLiteral(reader: Reader, node: Node, nodes: readonly Node[]): Expression {
  const first = child(nodes, 0, node);
  if (first.name === 'AtLiteral') {
    return { kind: 'temporal', at: node.from, text: unquote(textOf(reader, child(childrenOf(first), 0, first))) };
  }
  const callee: Expression = { kind: 'name', at: first.from, name: nameOf(reader, first) };
  return { kind: 'call', at: node.from, callee, args: readArguments(reader, child(nodes, 2, node)) };
}

function readEntry(reader: Reader, node: Node): ContextEntry {
  const nodes = childrenOf(node);
  const key = child(nodes, 0, node);
  const literal = key.firstChild;
  return {
    key:
      literal?.name === 'StringLiteral' && !isQuotedName(reader, key)
        ? unquote(textOf(reader, literal))
        : nameOf(reader, key),
    value: readExpression(reader, child(nodes, 1, node)),
  };
}

/** A key in backticks, which the grammar was shown as a string. */
function isQuotedName(reader: Reader, key: Node): boolean {
  return textOf(reader, key).startsWith('`');
}

function readIterators(reader: Reader, node: Node): Iterator[] {
  return childrenOf(node).map((iterator) => {
    const nodes = childrenOf(iterator);
    const domain = child(nodes, 2, iterator);
    const bounds = childrenOf(domain);
    const isRange = domain.name === 'IterationContext' && bounds.length === 3;
    return {
      name: nameOf(reader, child(nodes, 0, iterator)),
      start: readExpression(reader, domain.name === 'IterationContext' ? child(bounds, 0, domain) : domain),
      end: isRange ? readExpression(reader, child(bounds, 2, domain)) : null,
    };
  });
}

function readFunction(reader: Reader, node: Node, nodes: readonly Node[]): Expression {
  const body = child(nodes, nodes.length - 1, node);
  const parameters = nodes.find((part) => part.name === 'FormalParameters');
  return {
    kind: 'function',
    at: node.from,
    parameters: parameters === undefined ? [] : readFormalParameters(reader, parameters),
    body: readExpression(reader, child(childrenOf(body), 0, body)),
    external: nodes.some((part) => part.name === 'external'),
  };
}
