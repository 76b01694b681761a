import { parser } from 'lezer-feel';
import type { Dialect, SyntaxProblem } from '../contract.ts';
import { DIALECTS } from '../dialect.ts';
import { LIMITS } from '../limits.ts';
import type { Expression, UnaryTests } from './ast.ts';
import { SyntaxFault } from './fault.ts';
import { maskForGrammar } from './mask.ts';
import { KEYWORD_NAMES } from './names.ts';
import type { KnownNames } from './names.ts';
import { tooDeepAt } from './nesting.ts';
import { positionAt } from './position.ts';
import { readExpression, readUnaryTests } from './read-tree.ts';
import type { Reader } from './reader.ts';
import { trackNames } from './track-names.ts';
import { childrenOf, firstError } from './tree.ts';
import type { Tree } from './tree.ts';
import { explainError } from './explain-error.ts';
import { say } from '../words/say.ts';

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly SyntaxProblem[] };

export type TopRule = 'Expression' | 'UnaryTests';

/** Parses one expression. `known` announces names with special characters or keywords, nested by path. Never throws. */
export function parseExpression(source: string, known: KnownNames = {}, dialect: Dialect = 'bpmn'): Parsed<Expression> {
  return parseWith(source, 'Expression', known, (tree) => {
    const top = childrenOf(tree.topNode)[0];
    if (top === undefined) throw new SyntaxFault(0, say('syntax.empty'));
    return readExpression(readerOf(source, dialect), top);
  });
}

/** Parses the unary tests of a decision table's cell. Never throws. */
export function parseUnaryTests(source: string, known: KnownNames = {}, dialect: Dialect = 'bpmn'): Parsed<UnaryTests> {
  return parseWith(source, 'UnaryTests', known, (tree) => readUnaryTests(readerOf(source, dialect), tree.topNode));
}

const readerOf = (source: string, dialect: Dialect): Reader => ({
  source,
  instanceOfIsLoose: DIALECTS[dialect].instanceOfIsLoose,
  depth: 0,
});

function parseWith<T>(source: string, top: TopRule, known: KnownNames, read: (tree: Tree) => T): Parsed<T> {
  if (source.length > LIMITS.sourceLength) {
    return refuse(source, { at: 0, message: say('syntax.tooLong', { limit: LIMITS.sourceLength }) });
  }
  const deep = tooDeepAt(source);
  if (deep !== null) return refuse(source, { at: deep, message: TOO_DEEP });
  try {
    const tree = grammarTree(maskForGrammar(source), top, known);
    const error = firstError(tree);
    if (error === null) return { ok: true, value: read(tree) };
    return refuse(
      source,
      explainError(source, tree, error, (text) => grammarTree(text, top, known)),
    );
  } catch (fault) {
    if (fault instanceof SyntaxFault) return refuse(source, { at: fault.at, message: fault.message });
    // The grammar's parser recurses as well, and the host's stack may be small.
    if (fault instanceof RangeError) return refuse(source, { at: 0, message: TOO_DEEP });
    throw fault;
  }
}

/** Told of a text that nests too deeply, for the limit or for the host's stack. */
export const TOO_DEEP = say('syntax.tooDeep', { limit: LIMITS.depth });

/** Most expressions announce no names and share a parser; making one costs more than a short parse. */
const plainParsers = new Map<TopRule, typeof parser>();

function parserFor(top: TopRule, known: KnownNames): typeof parser {
  const isPlain = Object.keys(known).length === 0;
  const shared = isPlain ? plainParsers.get(top) : undefined;
  if (shared !== undefined) return shared;
  const contextTracker = trackNames({ ...KEYWORD_NAMES, ...known });
  const made = parser.configure({ top, dialect: 'camunda', contextTracker });
  if (isPlain) plainParsers.set(top, made);
  return made;
}

function grammarTree(source: string, top: TopRule, known: KnownNames): Tree {
  return parserFor(top, known).parse(source);
}

function refuse(
  source: string,
  fault: { readonly at: number; readonly message: string; readonly expected?: string },
): { readonly ok: false; readonly problems: readonly SyntaxProblem[] } {
  const { at, message, expected } = fault;
  const problem = { ...positionAt(source, at), message };
  return { ok: false, problems: [expected === undefined ? problem : { ...problem, expected }] };
}
