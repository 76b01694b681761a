import { createInstance } from 'i18next';
import type { Language } from '#engine/contracts/language.ts';
import { en, type ProblemCode, type ProblemText } from './en.ts';
import { inLanguage } from './faults.ts';
import type { ProblemValues } from './problem.ts';
import { zhCN } from './zh-cn.ts';

const translations = createInstance({
  // The codes hold dots, so the parts of a text are addressed with a slash.
  keySeparator: '/',
  nsSeparator: false,
  fallbackLng: 'en',
  interpolation: { escapeValue: false },
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
});
void translations.init();

/** Places that hold words of ours; all others hold names and values. */
const spoken = ['message', 'kind', 'trouble'] as const;

/** A problem's three texts with their places filled; what of them the engine has said is shown in the same language. */
export function problemText(code: ProblemCode, values: ProblemValues, language: Language): ProblemText {
  const translate = translations.getFixedT(language);
  const filled: Record<string, string | number> = { ...values };
  for (const place of spoken) {
    const text = values[place];
    if (typeof text === 'string') filled[place] = inLanguage(text, language);
  }
  const part = (name: keyof ProblemText): string => translate(`${code}/${name}`, filled);
  return { title: part('title'), detail: part('detail'), remedy: part('remedy') };
}

/** The language a request asks for: the best match of `Accept-Language`, else the server's own. */
export function requestedLanguage(header: string | undefined, fallback: Language): Language {
  if (header === undefined) return fallback;
  const wishes = header
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find((text) => text !== undefined);
      return { range, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { range } of wishes) {
    if (range === 'zh' || range.startsWith('zh-')) return 'zh-CN';
    if (range === 'en' || range.startsWith('en-')) return 'en';
    if (range === '*') return fallback;
  }
  return fallback;
}
