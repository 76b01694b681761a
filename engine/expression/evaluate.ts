import type { Json } from '#engine/contracts/json.ts';
import { findClashes } from './check/clashes.ts';
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
import type { Expression } from './syntax/ast.ts';
import { normalizeName } from './syntax/names.ts';
import type { KnownNames } from './syntax/names.ts';
import { parseExpression, parseUnaryTests, TOO_DEEP } from './syntax/parse.ts';
import { positionAt } from './syntax/position.ts';
import { fromJson, toJson } from './values/convert-json.ts';
import type { Value } from './values/value.ts';
import { say } from './words/say.ts';

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
  const compiled = compileInScope(source, { ...options, scope: null });
  if (!compiled.ok) return compiled;
  const { closure, reads, problems } = compiled;
  const mode = options.mode ?? 'expression';
  const expression: CompiledExpression = { source, mode, dialect: options.dialect ?? 'bpmn', reads, problems };
  closures.set(expression, mode === 'unary-tests' ? testingInput(closure) : closure);
  return { ok: true, expression };
}

/** A cell on its own: its input comes as the variable `?`. */
function testingInput(closure: Closure): Closure {
  return (frame) => closure(new Frame(frame.run, null, [frame.run.variables.get('?') ?? null]));
}

export interface ScopedOptions extends CompileOptions {
  /** The scope around the text. Unary tests are evaluated in a frame of their own inside it, whose slot 0 is the input. */
  readonly scope: Scope | null;
}

export type ScopedCompilation =
  | {
      readonly ok: true;
      readonly closure: Closure;
      readonly reads: readonly string[];
      readonly problems: readonly SyntaxProblem[];
    }
  | { readonly ok: false; readonly problems: readonly SyntaxProblem[] };

/** Compiles a text for use inside a scope of the caller's. Never throws. */
export function compileInScope(source: string, options: ScopedOptions): ScopedCompilation {
  try {
    return compileParsed(source, options);
  } catch (fault) {
    // The compiler recurses as deep as the text nests, and the host's stack may be small.
    if (fault instanceof RangeError) return { ok: false, problems: [{ line: 1, column: 1, message: TOO_DEEP }] };
    throw fault;
  }
}

function compileParsed(source: string, options: ScopedOptions): ScopedCompilation {
  const { names = {}, dialect = 'bpmn', scope } = options;
  const reads: string[] = [];
  const problems: SyntaxProblem[] = [];
  const compiler = compilerFor(source, options, reads, problems);
  if (options.mode === 'unary-tests') {
    const parsed = parseUnaryTests(source, names, dialect);
    if (!parsed.ok) return parsed;
    return { ok: true, closure: compileUnaryTests(compiler, parsed.value, scope), reads, problems };
  }
  const parsed = parseExpression(source, names, dialect);
  if (!parsed.ok) return parsed;
  for (const { at, message } of findClashes(parsed.value, dialect)) compiler.report(at, message);
  return { ok: true, closure: compiler.compile(parsed.value, scope), reads, problems };
}

function compilerFor(source: string, options: CompileOptions, reads: string[], problems: SyntaxProblem[]): Compiler {
  const declared = new Set(Object.keys(options.names ?? {}).map((name) => normalizeName(name)));
  const compiler: Compiler = {
    dialect: options.dialect ?? 'bpmn',
    resolveType: options.types ?? NO_TYPES,
    isDeclared: (name) => declared.has(name),
    compile: (node: Expression, scope: Scope | null) => compileNode(compiler, node, scope),
    site: (at) => ({ source, at }),
    report: (at, message, expected) =>
      void problems.push({ ...positionAt(source, at), message, ...(expected === undefined ? {} : { expected }) }),
    reads: (name) => {
      if (!reads.includes(name)) reads.push(name);
    },
  };
  return compiler;
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
  const closure = closures.get(compiled);
  if (closure === undefined) return { ok: false, message: say('failure.notCompiled'), warnings: [] };
  return evaluateClosure(closure, new Run(compiled.dialect, environment, variables));
}

/** Runs a closure to its end; what an expression may do wrong becomes a message. */
export function evaluateClosure(closure: Closure, run: Run): ValueEvaluation {
  try {
    return { ok: true, value: closure(new Frame(run, null, [])), warnings: run.warnings };
  } catch (failure) {
    return { ok: false, message: messageOf(failure), warnings: run.warnings };
  }
}

/** A failure of the expression itself, or the host's stack or memory limit; anything else is a bug of ours and shows as such. */
function messageOf(failure: unknown): string {
  if (failure instanceof EvaluationFailure) return failure.message;
  if (failure instanceof RangeError) return say('failure.tooLarge', { reason: failure.message });
  throw failure;
}

/** Evaluates against variables and an environment. Never throws. */
export function evaluate(compiled: CompiledExpression, variables: Variables, environment: Environment): Evaluation {
  const result = evaluateValue(compiled, jsonVariables(variables), environment);
  if (!result.ok) return result;
  const warnings = [...result.warnings];
  const value: Json = toJson(result.value, (text) => {
    warnings.push({ code: 'WIDE_INTEGER', message: say('result.wideInteger', { number: text }), line: 1, column: 1 });
  });
  return { ok: true, value, warnings };
}

/** Converts a variable when an expression first reads it, once in an evaluation. */
export function jsonVariables(variables: Variables): ValueSource {
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
