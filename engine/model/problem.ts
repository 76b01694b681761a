import { english } from './catalogue/problems.en.ts';
import { chinese } from './catalogue/problems.zh-CN.ts';
import type { Language } from '#engine/contracts/language.ts';
import { valuesInChinese } from './words/values-in-chinese.ts';

/**
 * A fault in a deployed file, or a warning about it. The code is stable and is the key of the message in both languages;
 * `values` fill its places.
 */
export interface ModelProblem {
  readonly severity: 'error' | 'warning';
  /** e.g. `element.unsupported`, `expression.syntax`, `flow.dangling`. */
  readonly code: string;
  readonly elementId: string | null;
  /** Extension path when the fault lies in one: `task > extensionElements > ioMapping > input`. */
  readonly path: string | null;
  readonly values: Readonly<Record<string, string | number>>;
  /** English text, with the remedy. */
  readonly message: string;
}

export type ProblemCode = keyof typeof english;

export interface ProblemPlace {
  readonly elementId: string | null;
  readonly path?: string | null;
  readonly values?: Readonly<Record<string, string | number>>;
}

export function modelError(code: ProblemCode, place: ProblemPlace): ModelProblem {
  return problem('error', code, place);
}

export function modelWarning(code: ProblemCode, place: ProblemPlace): ModelProblem {
  return problem('warning', code, place);
}

function problem(severity: ModelProblem['severity'], code: ProblemCode, place: ProblemPlace): ModelProblem {
  const values = place.values ?? {};
  const elementId = place.elementId;
  const message = fill(english[code], { element: elementId ?? '', ...values });
  return { severity, code, elementId, path: place.path ?? null, values, message };
}

/** The problem and its remedy in a person's language; the English text for a code that this version does not know. */
export function problemText(problem: ModelProblem, language: Language): string {
  const catalogue: Readonly<Record<string, string>> = language === 'zh-CN' ? chinese : english;
  const template = catalogue[problem.code];
  if (template === undefined) return problem.message;
  const values = language === 'zh-CN' ? valuesInChinese(problem.code, problem.values) : problem.values;
  return fill(template, { element: problem.elementId ?? '', ...values });
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
