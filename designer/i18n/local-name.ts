import type { Language } from '#engine/contracts/language.ts';

const bothLanguages = /^([^\u3400-\u9fff\uff00-\uffef]+?)\s+([\u3400-\u9fff].*)$/su;

/** Names in diagrams may carry both languages, "Reserve stock 预留库存": outside the diagram the person's own is enough. */
export function localName(name: string, language: Language): string {
  const match = bothLanguages.exec(name);
  const own = language === 'zh-CN' ? match?.[2] : match?.[1];
  return own ?? name;
}
