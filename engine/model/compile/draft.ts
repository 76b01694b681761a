import { compileExpression } from '#engine/expression/index.ts';
import type { Definition, Element, ExpressionId, ExpressionSource, SequenceFlow, Value } from '../definition.ts';
import { modelError, modelWarning } from '../problem.ts';
import type { ModelProblem, ProblemCode } from '../problem.ts';

/** Where a resource bound to the deployment is found: its content hash, null when the deployment holds none. */
export type ResolveResource = (kind: 'process' | 'decision' | 'form', id: string) => string | null;

/** A definition while it is written: what is found is collected, faults included, and nothing stops at the first fault. */
export interface Draft {
  readonly elements: Record<string, Element>;
  readonly flows: Record<string, SequenceFlow>;
  readonly expressions: ExpressionSource[];
  readonly problems: ModelProblem[];
  readonly sensitivity: NonNullable<Definition['sensitivity']>[number][];
  /** Null while only faults are looked for: resources of the deployment are then not asked for. */
  readonly resolve: ResolveResource | null;
}

export function emptyDraft(resolve: ResolveResource | null): Draft {
  return { elements: {}, flows: {}, expressions: [], problems: [], sensitivity: [], resolve };
}

/** The property that is read: its element, and where in it, e.g. `ioMapping > input[0].source`. */
export interface Place {
  readonly elementId: string;
  readonly path: string;
}

export function fault(
  draft: Draft,
  code: ProblemCode,
  place: { readonly elementId: string | null; readonly path?: string },
  values: Readonly<Record<string, string | number>> = {},
): void {
  draft.problems.push(modelError(code, { ...place, values }));
}

export function doubt(
  draft: Draft,
  code: ProblemCode,
  place: { readonly elementId: string | null; readonly path?: string },
  values: Readonly<Record<string, string | number>> = {},
): void {
  draft.problems.push(modelWarning(code, { ...place, values }));
}

/** A leading `=` makes a text FEEL. */
export function isFeel(text: string): boolean {
  return text.trimStart().startsWith('=');
}

/** Text that may be FEEL. */
export function value(draft: Draft, text: string, place: Place): Value {
  return isFeel(text) ? { kind: 'feel', expression: expression(draft, text, place) } : { kind: 'static', value: text };
}

export function optionalValue(draft: Draft, text: string | null, place: Place): Value | null {
  return text === null || text.trim() === '' ? null : value(draft, text, place);
}

/** A text that must be FEEL; null and a fault when it is not. */
export function feel(draft: Draft, text: string, place: Place): ExpressionId | null {
  if (isFeel(text)) return expression(draft, text, place);
  fault(draft, 'expression.required', place, { attribute: lastPart(place.path), value: text });
  return null;
}

export function optionalFeel(draft: Draft, text: string | null, place: Place): ExpressionId | null {
  return text === null || text.trim() === '' ? null : feel(draft, text, place);
}

/** Adds the text (with its `=`) to the table and checks it; a faulty one keeps its number, so that reading goes on. */
function expression(draft: Draft, text: string, place: Place): ExpressionId {
  const source = text.trim().slice(1).trim();
  draft.expressions.push({ source, path: `${place.elementId} > ${place.path}` });
  const compiled = compileExpression(source, { dialect: 'bpmn' });
  const code = compiled.ok ? 'expression.check' : 'expression.syntax';
  for (const problem of compiled.ok ? compiled.expression.problems : compiled.problems) {
    const { line, column, message } = problem;
    fault(draft, code, place, { source, line, column, detail: message });
  }
  return draft.expressions.length - 1;
}

/** `ioMapping > input[0].source` → `source`. */
export function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf(' ')) + 1);
}

/** The words that Zeebe refuses as a name; the other words of FEEL's grammar it lets pass. */
const reservedWords = new Set('null true false function if then else for between instance of'.split(' '));

/**
 * `order` or `order.total`: letters, digits and `_` joined by dots; null when the text is no such path. As in Zeebe a FEEL
 * keyword is refused alone, not as a part.
 */
export function variablePath(text: string): readonly string[] | null {
  const parts = text.trim().split('.');
  const ok = parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part));
  return ok && !reservedWords.has(text.trim()) ? parts : null;
}

export function isVariableName(text: string): boolean {
  return variablePath(text)?.length === 1;
}
