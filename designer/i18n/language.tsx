import type { ReactNode } from 'react';
import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { Language } from '#engine/contracts/language.ts';
import { languages } from '#engine/contracts/language.ts';
import { setRequestLanguage } from '../api/request-context.ts';
import type { Formats } from './formats.ts';
import { formatsFor } from './formats.ts';
import { localName } from './local-name.ts';
import type { Translate } from './translator.ts';
import { lookUp, translatorFor } from './translator.ts';

export interface Words {
  readonly language: Language;
  readonly t: Translate;
  /** For keys put together at run time; null where there is no text. */
  readonly find: (key: string, values?: Readonly<Record<string, string | number>>) => string | null;
  /** What the engine has said (in incidents, failures, problems), in this language; words of others stay as they are. */
  readonly said: (message: string) => string;
  /** A name from a diagram, in this language where it carries both. */
  readonly name: (name: string) => string;
  readonly formats: Formats;
  readonly setLanguage: (language: Language) => void;
}

const storageKey = 'silkflow.language';
const WordsContext = createContext<Words | null>(null);

export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(chosenLanguage);
  // Set while rendering, not in an effect: the first requests of the pages below must carry it.
  setRequestLanguage(language);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(storageKey, language);
  }, [language]);
  const translate = useEngineWords(language);
  const words = useMemo<Words>(
    () => ({
      language,
      t: translatorFor(language),
      find: (key, values) => lookUp(language, key, values),
      said: (message) => translate?.(message, language) ?? message,
      name: (name) => localName(name, language),
      formats: formatsFor(language),
      setLanguage,
    }),
    [language, translate],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
}

type EngineWords = (message: string, language: Language) => string;

/** Loaded for those who need it: the engine speaks English. Until then, and without a network, its words stay as they are. */
function useEngineWords(language: Language): EngineWords | null {
  const [translate, setTranslate] = useState<EngineWords | null>(null);
  useEffect(() => {
    if (language === 'en') return;
    import('#engine/translation/index.ts').then(
      ({ inLanguage }) => setTranslate(() => inLanguage),
      () => undefined,
    );
  }, [language]);
  return translate;
}

export function useWords(): Words {
  const words = use(WordsContext);
  if (words === null) throw new Error('useWords outside WordsProvider');
  return words;
}

/** What the person chose last, else what the browser prefers. */
function chosenLanguage(): Language {
  const stored = languages.find((language) => language === localStorage.getItem(storageKey));
  return stored ?? (navigator.languages.some((tag) => tag.startsWith('zh')) ? 'zh-CN' : 'en');
}
