import type { Json } from '#engine/contracts/json.ts';
import { compileNode } from './compile/compile.ts';
import type { Compiler } from './compile/compiler.ts';
import { EvaluationFailure, Run } from './compile/run.ts';
import type { ValueSource } from './compile/run.ts';
import { Frame } from './compile/scope.ts';
import type { Closure, Scope } from './compile/scope.ts';
import { compileUnaryTests } from './compile/unary-tests.ts';
import type {
  Compilation,
  CompiledExpression,
  Dialect,
  Environment,
  Evaluation,
  SyntaxProblem,
  Variables,
  Warning,
} from './contract.ts';
import { NO_TYPES } from './operators/types.ts';
import type { TypeResolver } from './operators/types.ts';
import type { Expression, UnaryTests } from './syntax/ast.ts';
import { normalizeName } from './syntax/names.ts';
import type { KnownNames } from './syntax/names.ts';
import { parseExpression, parseUnaryTests } from './syntax/parse.ts';
import { positionAt } from './syntax/position.ts';
import { fromJson, toJson } from './values/convert-json.ts';
import type { Value } from './values/value.ts';

export interface CompileOptions {
  readonly dialect?: Dialect;
  readonly mode?: CompiledExpression['mode'];
  /** Names of variables that hold special characters or keywords, or that hide a built-in; nested by path. */
  readonly names?: KnownNames;
  /** Types beyond FEEL's own that `instance of` and parameters may name. */
  readonly types?: TypeResolver;
}

/** The closure of each compiled expression; not a field, so that the expression itself stays plain data. */
const closures = new WeakMap<CompiledExpression, Closure>();

/** Compiles the text of one FEEL expression (without its leading `=`). Never throws. */
export function compileExpression(source: string, options: CompileOptions = {}): Compilation {
  const mode = options.mode ?? 'expression';
  const names = options.names ?? {};
  if (mode === 'unary-tests') {
    const parsed = parseUnaryTests(source, names, options.dialect);
    if (!parsed.ok) return parsed;
    return finish(source, options, (compiler) => compileCell(compiler, parsed.value));
  }
  const parsed = parseExpression(source, names, options.dialect);
  if (!parsed.ok) return parsed;
  return finish(source, options, (compiler) => compiler.compile(parsed.value, null));
}

/** The cell's input comes as the variable `?`. */
function compileCell(compiler: Compiler, tests: UnaryTests): Closure {
  const closure = compileUnaryTests(compiler, tests, null);
  return (frame) => closure(new Frame(frame.run, null, [frame.run.variables.get('?') ?? null]));
}

function finish(source: string, options: CompileOptions, build: (compiler: Compiler) => Closure): Compilation {
  const reads: string[] = [];
  const problems: SyntaxProblem[] = [];
  const dialect = options.dialect ?? 'bpmn';
  const declared = new Set(Object.keys(options.names ?? {}).map((name) => normalizeName(name)));
  const compiler: Compiler = {
    dialect,
    resolveType: options.types ?? NO_TYPES,
    isDeclared: (name) => declared.has(name),
    compile: (node: Expression, scope: Scope | null) => compileNode(compiler, node, scope),
    site: (at) => ({ source, at }),
    report: (at, message) => void problems.push({ ...positionAt(source, at), message }),
    reads: (name) => {
      if (!reads.includes(name)) reads.push(name);
    },
  };
  const closure = build(compiler);
  const expression: CompiledExpression = { source, mode: options.mode ?? 'expression', dialect, reads, problems };
  closures.set(expression, closure);
  return { ok: true, expression };
}

export type ValueEvaluation =
  | { readonly ok: true; readonly value: Value; readonly warnings: readonly Warning[] }
  | { readonly ok: false; readonly message: string; readonly warnings: readonly Warning[] };

/** Evaluates to a FEEL value, for callers that go on computing with it. Never throws. */
export function evaluateValue(
  compiled: CompiledExpression,
  variables: ValueSource,
  environment: Environment,
): ValueEvaluation {
  const run = new Run(compiled.dialect, environment, variables);
  const closure = closures.get(compiled);
  if (closure === undefined) return { ok: false, message: 'not compiled in this thread', warnings: [] };
  try {
    return { ok: true, value: closure(new Frame(run, null, [])), warnings: run.warnings };
  } catch (failure) {
    return { ok: false, message: messageOf(failure), warnings: run.warnings };
  }
}

/** A failure of the expression itself, or the host's stack or memory limit; anything else is a bug of ours and shows as such. */
function messageOf(failure: unknown): string {
  if (failure instanceof EvaluationFailure) return failure.message;
  if (failure instanceof RangeError) return `too large to evaluate: ${failure.message}`;
  throw failure;
}

/** Evaluates against variables and an environment. Never throws. */
export function evaluate(compiled: CompiledExpression, variables: Variables, environment: Environment): Evaluation {
  const result = evaluateValue(compiled, jsonVariables(variables), environment);
  if (!result.ok) return result;
  const warnings = [...result.warnings];
  const value: Json = toJson(result.value, (text) => {
    warnings.push({ code: 'WIDE_INTEGER', message: `${text} leaves as text: no double holds it`, line: 1, column: 1 });
  });
  return { ok: true, value, warnings };
}

/** Converts a variable when an expression first reads it, once in an evaluation. */
function jsonVariables(variables: Variables): ValueSource {
  const read = new Map<string, Value>();
  return {
    get(name) {
      const known = read.get(name);
      if (known !== undefined) return known;
      const json = variables.get(name);
      if (json === undefined) return undefined;
      const value = fromJson(json);
      read.set(name, value);
      return value;
    },
  };
}
