import type { Language } from '#engine/contracts/language.ts';
import { compileExpression } from '#engine/expression/index.ts';
import type { SyntaxProblem } from '#engine/expression/index.ts';
import { expectedInLanguage, inLanguage } from '#engine/translation/index.ts';

/** What is called of the editor that shows an expression. */
interface EditorView {
  readonly state: { readonly doc: { readonly length: number; toString(): string } };
}

/** As the editor marks it; `type` is what the properties panel tells a fault of syntax by. */
interface Diagnostic {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning';
  readonly type: 'Syntax Error' | 'Check';
  readonly message: string;
}

/**
 * Stands in for `@bpmn-io/feel-lint` in the built pages (vite.config.ts): the editor of expressions marks what deployment will
 * refuse, in the words and the language of the linter below the diagram.
 */
export function cmFeelLinter(): (view: EditorView) => readonly Diagnostic[] {
  return (view) => diagnosticsOf(view.state.doc.toString(), pageLanguage());
}

/** The faults of an expression without its `=`; none for an empty field. */
export function diagnosticsOf(source: string, language: Language): readonly Diagnostic[] {
  if (source.trim() === '') return [];
  const compiled = compileExpression(source);
  const problems = compiled.ok ? compiled.expression.problems : compiled.problems;
  return problems.map((problem) => {
    const at = Math.min(offsetOf(source, problem), source.length);
    return {
      from: Math.min(at, Math.max(source.length - 1, 0)),
      to: Math.min(at + 1, source.length),
      severity: compiled.ok ? 'warning' : 'error',
      type: compiled.ok ? 'Check' : 'Syntax Error',
      message: textOf(problem, language),
    };
  });
}

function textOf({ message, expected }: SyntaxProblem, language: Language): string {
  const text = inLanguage(message, language);
  if (expected === undefined) return text;
  const wanted = expectedInLanguage(expected, language);
  return language === 'en' ? `${text}, expected ${wanted}` : `${text}，应为 ${wanted}`;
}

function offsetOf(source: string, { line, column }: SyntaxProblem): number {
  const before = source
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, text) => sum + text.length + 1, 0);
  return before + column - 1;
}

/** The editor makes its linter once; the page says in which language it is by now. */
function pageLanguage(): Language {
  return document.documentElement.lang.startsWith('zh') ? 'zh-CN' : 'en';
}
