import { describe, expect, it } from 'vitest';
import { leavesOf, placesOf } from '#designer/i18n/catalogue.ts';
import { en } from '#designer/i18n/en/index.ts';
import { lookUp, translatorFor } from '#designer/i18n/translator.ts';
import { zhCN } from '#designer/i18n/zh-CN/index.ts';

describe('the translator', () => {
  it.each([
    ['en', 1, '1 new'],
    ['en', 12, '12 new'],
    ['en', 1_200, '1,200 new'],
    ['zh-CN', 1, '1 条新增'],
  ] as const)('chooses the plural form and writes numbers as in %s: %i', (language, count, text) => {
    expect(translatorFor(language)('cockpit.list.newer', { count })).toBe(text);
  });

  it('tells one error from several', () => {
    const t = translatorFor('en');
    expect([t('design.problems.errors', { count: 1 }), t('design.problems.errors', { count: 2 })]).toEqual([
      '1 error',
      '2 errors',
    ]);
  });

  it('leaves a text that is put in alone, braces included', () => {
    expect(translatorFor('en')('tasks.completed', { name: '{name} & {count}' })).toBe(
      '“{name} & {count}” is completed.',
    );
  });

  it('answers null for a key that is in no catalogue', () => {
    expect(lookUp('en', 'cockpit.event.unheardOf.any')).toBeNull();
  });
});

describe('the catalogues', () => {
  it('have the same places in both languages, counts of plurals aside', () => {
    const chinese = new Map(leavesOf(zhCN));
    for (const [path, leaf] of leavesOf(en)) {
      const other = chinese.get(path);
      const [a, b] = [leaf, other].map((text) => (typeof text === 'string' ? text : (text?.other ?? '')));
      expect(new Set(placesOf(b ?? '')), path).toEqual(new Set(placesOf(a ?? '')));
    }
  });
});
