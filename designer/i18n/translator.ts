import type { Language } from '#engine/contracts/language.ts';
import type { Leaf, LeafAt, LeafPath, Places } from './catalogue.ts';
import { leavesOf } from './catalogue.ts';
import { en } from './en/index.ts';
import { zhCN } from './zh-CN/index.ts';

export type TextKey = LeafPath<typeof en>;
type PlaceValues<Key extends TextKey> = Readonly<Record<Places<LeafAt<typeof en, Key>>, string | number>>;
type Rest<Key extends TextKey> = [Places<LeafAt<typeof en, Key>>] extends [never] ? [] : [values: PlaceValues<Key>];

/** Text of a key in one language, its places filled. */
export type Translate = <Key extends TextKey>(key: Key, ...rest: Rest<Key>) => string;

const catalogues: Record<Language, ReadonlyMap<string, Leaf>> = {
  en: new Map(leavesOf(en)),
  'zh-CN': new Map(leavesOf(zhCN)),
};

export function translatorFor(language: Language): Translate {
  const numbers = new Intl.NumberFormat(language);
  return (key, ...rest) => textOf(language, key, rest[0] ?? {}, numbers);
}

/** Text of a key that is put together at run time, e.g. from an event type; null where the catalogue has none. */
export function lookUp(
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string | null {
  return catalogues[language].has(key) ? textOf(language, key, values, new Intl.NumberFormat(language)) : null;
}

function textOf(
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>>,
  numbers: Intl.NumberFormat,
): string {
  const leaf = catalogues[language].get(key);
  if (leaf === undefined) return key;
  return inForm(language, leaf, values['count']).replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? numbers.format(value) : (value ?? place);
  });
}

function inForm(language: Language, leaf: Leaf, count: string | number | undefined): string {
  if (typeof leaf === 'string') return leaf;
  const form = new Intl.PluralRules(language).select(Number(count ?? 0));
  return form === 'one' ? (leaf.one ?? leaf.other) : leaf.other;
}
