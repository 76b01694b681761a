import type { Text } from '#engine/contracts/language.ts';
import { expectedInLanguage, inLanguage } from '#engine/translation/index.ts';
import type { SyntaxProblem } from '#engine/expression/index.ts';

/** A message of the engine, as the command line says it in either language. */
export function engineText(message: string): Text {
  return { en: message, 'zh-CN': inLanguage(message, 'zh-CN') };
}

/** A fault in an expression with its place, e.g. `1:5 unexpected end, expected )`. */
export function problemLine({ line, column, message, expected }: SyntaxProblem): Text {
  const place = `${line}:${column}`;
  const [en, zh] = [message, inLanguage(message, 'zh-CN')];
  if (expected === undefined) return { en: `${place} ${en}`, 'zh-CN': `${place} ${zh}` };
  return {
    en: `${place} ${en}, expected ${expected}`,
    'zh-CN': `${place} ${zh}，应为 ${expectedInLanguage(expected, 'zh-CN')}`,
  };
}

/** Several texts, one a line. */
export function linesOf(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join('\n'), 'zh-CN': texts.map((text) => text['zh-CN']).join('\n') };
}
