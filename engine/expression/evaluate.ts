import { evaluate as evaluateWithFeelin, parseExpression } from 'feelin';
import type { Json } from '#engine/contracts/json.ts';
import type { Compilation, CompiledExpression, Dialect, Environment, Evaluation, Variables } from './contract.ts';

/** Compiles the text of one FEEL expression (without its leading `=`). Never throws. */
export function compileExpression(
  source: string,
  options: { readonly dialect?: Dialect; readonly mode?: CompiledExpression['mode'] } = {},
): Compilation {
  const dialect = options.dialect ?? 'bpmn';
  const mode = options.mode ?? 'expression';
  try {
    parseExpression(source, {}, undefined);
  } catch (error) {
    return { ok: false, problems: [{ line: 1, column: 1, message: String(error) }] };
  }
  return { ok: true, expression: { source, mode, dialect, reads: [], problems: [] } };
}

/** Evaluates against variables and an environment. Never throws. */
export function evaluate(compiled: CompiledExpression, variables: Variables, environment: Environment): Evaluation {
  try {
    const context = new Proxy({} as Record<string, unknown>, {
      get: (_target, name) => (name === 'now' ? undefined : variables.get(String(name))),
      has: (_target, name) => variables.get(String(name)) !== undefined,
    });
    void environment;
    const { value } = evaluateWithFeelin(compiled.source, context);
    return { ok: true, value: JSON.parse(JSON.stringify(value ?? null)) as Json, warnings: [] };
  } catch (error) {
    return { ok: false, message: String(error), warnings: [] };
  }
}
