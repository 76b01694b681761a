import { describe, expect, it } from 'vitest';
import { readerOf, sayer, vocabulary } from '#engine/wording/index.ts';

const fruitEnglish = { apple: 'apple', pear: 'pear' } as const;
const fruit = vocabulary(fruitEnglish, { apple: '苹果', pear: '梨' });

const english = {
  missing: "There is no '{{name}}'",
  missingIn: "There is no '{{name}}' in '{{place}}'",
  failed: '{{path}}: {{reason}} (= {{source}})',
  eaten: 'the {{fruit}} was eaten by {{who}}',
  bought: 'bought {{fruits}}',
  empty: 'empty',
} as const;
const chinese = {
  missing: '没有“{{name}}”',
  missingIn: '“{{place}}”中没有“{{name}}”',
  failed: '{{path}}：{{reason}}（= {{source}}）',
  eaten: '{{who}}吃了{{fruit}}',
  bought: '买了{{fruits}}',
  empty: '为空',
};
const say = sayer(english);
const { inLanguage, readings } = readerOf([
  vocabulary(english, chinese, { reason: 'anything', fruit, fruits: { each: fruit } }),
]);
const inChinese = (text: string): string => inLanguage(text, 'zh-CN');

describe('a message', () => {
  it('is written from its template, values as they are', () => {
    expect(say('missingIn', { name: 'a {{place}}', place: "b'c" })).toBe("There is no 'a {{place}}' in 'b'c'");
  });

  it.each([
    ["There is no 'x'", '没有“x”'],
    // The template with more words of its own comes first, although the other fits too.
    ["There is no 'x' in 'y'", '“y”中没有“x”'],
    ["There is no 'it's {{odd}}'", "没有“it's {{odd}}”"],
    ["There is no ''", '没有“”'],
    // A hole of words holds one of the list
    ['the apple was eaten by Li', 'Li吃了苹果'],
    ['bought apple, pear', '买了苹果、梨'],
    ['empty', '为空'],
  ])('%j is read as %j', (text, expected) => {
    expect(inChinese(text)).toBe(expected);
  });

  it.each(['the stone was eaten by Li', 'bought apple, stone', 'There is no x', 'Empty', '', 'the apple was eaten'])(
    'that no template says stays as it is: %j',
    (text) => {
      expect(inChinese(text)).toBe(text);
    },
  );

  it('is shown as it is in English', () => {
    expect(inLanguage("There is no 'x'", 'en')).toBe("There is no 'x'");
  });
});

describe('a reason inside a message', () => {
  it('is read in turn, however deep', () => {
    const inner = say('failed', { path: 'b', reason: say('missing', { name: 'x' }), source: 'y' });
    expect(inChinese(say('failed', { path: 'a', reason: inner, source: 'z' }))).toBe('a：b：没有“x”（= y）（= z）');
  });

  it('of somebody else stays as it is, and the rest is translated', () => {
    expect(inChinese('a: ошибка 7 (= z)')).toBe('a：ошибка 7（= z）');
  });

  it('that is understood decides where the text is cut', () => {
    // given: the path and the source hold the words between which the reason stands
    const text = say('failed', { path: 'a: b', reason: say('missing', { name: 'c (= d)' }), source: 'e (= f)' });
    // then
    expect(inChinese(text)).toBe('a: b：没有“c (= d)”（= e (= f)）');
  });
});

describe('a text that was made to take long', () => {
  it.each([
    ['of many signs that separate', `a: ${'b (= '.repeat(2_000)}c)`],
    ['of many pairs of quotes', `There is no '${"x' in '".repeat(2_000)}y'`],
    ['longer than any message', `There is no '${'x'.repeat(1_000_000)}'`],
  ])('%s is answered soon', (_, text) => {
    const started = performance.now();
    expect(inChinese(text).length).toBeGreaterThan(100);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

it('gives every way to read a text, and each writes it again', () => {
  const text = "There is no 'a' in 'b' in 'c'";
  const found = [...readings(text)];
  expect(found.map(({ key, values }) => [key, values])).toEqual([
    ['missingIn', { name: 'a', place: "b' in 'c" }],
    ['missingIn', { name: "a' in 'b", place: 'c' }],
    ['missing', { name: "a' in 'b' in 'c" }],
  ]);
});
