import { formatsFor } from '#designer/i18n/formats.ts';
import type { Words } from '#designer/i18n/language.tsx';
import { localName } from '#designer/i18n/local-name.ts';
import { lookUp, translatorFor } from '#designer/i18n/translator.ts';
import type { Language } from '#engine/contracts/language.ts';
import { inLanguage } from '#engine/translation/index.ts';

/** What a page says in a language, without the page. */
export function wordsOf(language: Language): Words {
  return {
    language,
    t: translatorFor(language),
    find: (key, values) => lookUp(language, key, values),
    said: (message) => inLanguage(message, language),
    name: (name) => localName(name, language),
    formats: formatsFor(language),
    setLanguage: () => {},
  };
}
