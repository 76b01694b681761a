import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installationRoot as root } from '#engine/config/index.ts';
import { productFolders, sourceFiles } from './source-files.ts';

/** English and Chinese of each catalogue, as modules: `x.en.ts` beside `x.zh-CN.ts`, and folders `en` beside `zh-CN`. */
const pairs = sourceFiles(productFolders, /\.(ts|json)$/).flatMap(({ path }) => {
  if (/\.en\.(ts|json)$/.test(path)) return [[path, path.replace('.en.', '.zh-CN.')] as const];
  return path.includes('/en/') ? [[path, path.replace('/en/', '/zh-CN/')] as const] : [];
});

type Texts = ReadonlyMap<string, string>;

async function textsOf(path: string): Promise<Texts> {
  const module: unknown = await import(join(root, path));
  const texts = new Map<string, string>();
  // The name of the exported constant may differ between the languages; what it holds may not.
  for (const [index, value] of Object.values(module as object).entries()) flatten(String(index), value, texts);
  return texts;
}

function flatten(prefix: string, value: unknown, texts: Map<string, string>): void {
  if (typeof value === 'string') texts.set(prefix, value);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) flatten(`${prefix}.${key}`, inner, texts);
  }
}

/** Plural forms differ: Chinese has one where English has two. */
function singular(key: string): string {
  return key.replace(/[._](one|other)$/, '');
}

function placesIn(text: string): string[] {
  return [...new Set(text.match(/\{\{?\w+(, \w+)?\}?\}/g) ?? [])].sort();
}

const chinese = /[\u4e00-\u9fff]/;

describe.each(pairs)('the catalogue %s', (english, translated) => {
  it('has each text in both languages, with the same places to fill', async () => {
    const [en, zh] = [await textsOf(english), await textsOf(translated)];
    const keys = (texts: Texts): string[] => [...new Set([...texts.keys()].map((key) => singular(key)))].sort();
    expect(keys(zh)).toEqual(keys(en));
    for (const [key, text] of zh) {
      const original = en.get(key) ?? [...en].findLast(([other]) => singular(other) === singular(key))?.[1];
      expect(placesIn(text), `${key}: ${text}`).toEqual(placesIn(original ?? ''));
    }
  });

  it('holds Chinese in Chinese and none in English', async () => {
    const [en, zh] = [await textsOf(english), await textsOf(translated)];
    // The button that offers the other language speaks it.
    const aboutLanguage = (key: string): boolean => /language/i.test(key);
    expect([...en].filter(([key, text]) => chinese.test(text) && !aboutLanguage(key))).toEqual([]);
    // A text without a Chinese character is a name or a sign that both languages share, not a sentence left over.
    const untranslated = [...zh].filter(
      ([key, text]) => /[a-z]{2,} [a-z]{2,}/.test(text) && !chinese.test(text) && !aboutLanguage(key),
    );
    expect(untranslated).toEqual([]);
  });
});

describe('the catalogues', () => {
  it('of the designer cover the same subjects', () => {
    const folder = join(root, 'designer', 'i18n');
    expect(readdirSync(join(folder, 'zh-CN')).sort()).toEqual(readdirSync(join(folder, 'en')).sort());
    expect(pairs.length).toBeGreaterThan(4);
  });
});
