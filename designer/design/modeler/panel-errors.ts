import type { Language } from '#engine/contracts/language.ts';
import { translatorOf } from './translate.ts';

/**
 * Some fields of the properties panel tell their fault without asking for a translation. What they write is replaced where
 * it stands. Returns what ends it.
 */
export function translatePanelErrors(panel: HTMLElement, language: Language): () => void {
  if (language === 'en') return () => undefined;
  const translate = translatorOf(language);
  const observer = new MutationObserver(() => {
    for (const error of panel.querySelectorAll('.bio-properties-panel-error')) {
      const text = error.textContent ?? '';
      const isTranslated = /[\u4e00-\u9fff]/.test(text);
      const node = error.firstChild;
      // The text node itself stays: the panel goes on to write into it, or takes it away.
      if (!isTranslated && node instanceof Text) node.data = translate(text);
    }
  });
  observer.observe(panel, { childList: true, subtree: true, characterData: true });
  return () => observer.disconnect();
}
