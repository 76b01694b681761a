import type { Language } from '#engine/contracts/language.ts';
import { englishWording } from './words/english-wording.ts';
import { chineseCanvasWords } from './words/zh-canvas.ts';
import { chinesePanelWords } from './words/zh-panel.ts';
import { chineseTypeWords } from './words/zh-types.ts';

/**
 * Words of the bpmn.io packages, which are written in English and asked for by their English text. A text without a
 * translation is shown as it is and announced as an event of the document, so that a test sees what is missing.
 */
export const untranslatedEvent = 'silkflow:untranslated';

const words: Record<Language, Readonly<Record<string, string>>> = {
  en: englishWording,
  'zh-CN': { ...chineseCanvasWords, ...chinesePanelWords, ...chineseTypeWords },
};

export function translateModule(language: Language): object {
  return { translate: ['value', translatorOf(language)] };
}

export function translatorOf(language: Language) {
  return (template: string, values: Readonly<Record<string, string>> = {}): string => {
    const translated = words[language][template];
    if (translated === undefined && language !== 'en' && typeof document !== 'undefined') {
      document.dispatchEvent(new CustomEvent(untranslatedEvent, { detail: template }));
    }
    return (translated ?? template).replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
  };
}
