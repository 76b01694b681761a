import type { Text } from '#engine/contracts/language.ts';
import { formedLike, vocabulary } from '#engine/wording/vocabulary.ts';
import { english } from './messages.en.ts';
import { chinese } from './messages.zh-CN.ts';
import { english as englishTypes } from './types.en.ts';
import { chinese as chineseTypes } from './types.zh-CN.ts';

const whole = formedLike(/^\d+$/);

export const feelTypes = vocabulary(englishTypes, chineseTypes);

/** What FEEL says, for readers in another language. */
export const feelVocabulary = vocabulary(english, chinese, {
  type: feelTypes,
  left: feelTypes,
  right: feelTypes,
  from: feelTypes,
  to: feelTypes,
  types: { each: feelTypes },
  operator: formedLike(/^(\*\*|[-+*/]|and|or)$/),
  line: whole,
  column: whole,
  count: whole,
  length: whole,
  position: formedLike(/^-?\d+$/),
  reason: 'anything',
  problem: 'message',
  expected: expectedInChinese,
});

const missingParts: readonly Text[] = [
  { en: 'an expression', 'zh-CN': '表达式' },
  { en: 'an operator', 'zh-CN': '运算符' },
  { en: 'a closing quote', 'zh-CN': '右引号' },
];

/** What a problem of syntax expected (`SyntaxProblem.expected`); signs, keywords and signatures stand for themselves. */
export function expectedInChinese(expected: string): string {
  const parts = expected.split(', ').map((part) => missingParts.find(({ en }) => en === part)?.['zh-CN'] ?? part);
  // Forms of one function: `date(from: string) or date(year: number, …)`.
  return parts.join(', ').replaceAll(') or ', ') 或 ');
}
