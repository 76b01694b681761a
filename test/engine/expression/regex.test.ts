import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex } from '#engine/expression/regex/regex.ts';
import { LIMITS } from '#engine/expression/limits.ts';
import { evaluationOf, valueOf } from './value-of.ts';

/** Steps that finding the first match took; the whole match, or null. */
function find(
  pattern: string,
  text: string,
  syntax: 'java' | 'xpath' = 'java',
): { readonly found: string | null; readonly steps: number } {
  let steps = 0;
  const match = compileRegex(pattern, '', syntax)
    ?.matcher(text, (spent) => void (steps += spent))
    .next(0);
  return { found: match?.groups[0] ?? null, steps };
}

describe('regular expressions', () => {
  it.each([
    ['(a+)+$', `${'a'.repeat(40)}!`],
    ['(a+)+$', `${'a'.repeat(20_000)}!`],
    ['(a*)*b', 'a'.repeat(20_000)],
    ['(a|a)*b', 'a'.repeat(20_000)],
    ['(.*)(.*)(.*)(.*)x', 'a'.repeat(20_000)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(20_000)],
  ])('%s takes time in proportion to the text', (pattern, text) => {
    expect(find(pattern, text).steps).toBeLessThan(20 * text.length + 1000);
    expect(find(pattern, text).found).toBeNull();
  });

  it('ends an evaluation whose reference back to a group asks for more than that', () => {
    // given
    const source = 'matches(text, "(a*)*(a*)*(a*)*\\1b")';
    // when
    const evaluation = evaluationOf(source, { text: 'a'.repeat(2000) });
    // then
    expect(evaluation).toMatchObject({ ok: false, message: `more than ${LIMITS.steps} evaluation steps` });
  });

  it('answers for the pattern that made other engines hang', () => {
    expect(valueOf('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")')).toBe(false);
    expect(valueOf('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', {}, 'dmn')).toBe(false);
  });

  // Where loops in loops match nothing, engines differ in how much they take, but not in whether they match.
  it('matches what the host’s expressions match', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'ab', '^', '$');
    const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
      part: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        atom,
        tie('pattern').map((inner) => `(${inner})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{1,}?'))
          .map(([inner, count]) => `(?:${inner})${count}`),
      ),
      pattern: fc.oneof(
        fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
        fc.tuple(tie('part'), tie('part')).map(([left, right]) => `${left}|${right}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (source, input) => {
        const whole = `^(?:${source})$`;
        expect(find(source, input, 'xpath').found !== null).toBe(new RegExp(source).test(input));
        expect(find(whole, input, 'xpath').found !== null).toBe(new RegExp(whole).test(input));
      }),
      { numRuns: 2000 },
    );
  });

  /** As a JDK answers. */
  it.each([
    ['(?<x>a)\\k<x>b', 'aab', 'aab'],
    ['[a-z&&[^b]]b', 'ab12', 'ab'],
    ['[a-c[1-2]]+', 'ab12', 'ab12'],
    ['(?<=a)b', 'abc', 'b'],
    ['(?<!a)b', 'abc', null],
    ['b(?!c)', 'abc', null],
    ['a\\Rb', 'a\r\nb', 'a\r\nb'],
    ['(?i:abc)', 'AbC', 'AbC'],
    ['a(?i)b(?-i)c', 'aBc', 'aBc'],
    ['^(?>a+)ab', 'aaab', null],
    ['^a*+ab', 'aaab', null],
    ['[]]', 'x]y', ']'],
    ['[a-c-e]', '-', '-'],
    ['[\\d-x]', '-', '-'],
    ['a{b', 'a{b', null],
    ['a**', 'a', null],
    ['\\Qa.b\\E', 'a.b', 'a.b'],
    ['line1$', 'line1\n', 'line1'],
    ['line1\\z', 'line1\n', null],
    ['\\p{IsHan}+', '日本', '日本'],
    ['\\w', '日本', null],
    ['\\p{Alnum}+', 'a1_', 'a1'],
    ['\\1(a)', 'aa', null],
    ['[z-a]', 'x', null],
  ])('Java: %s on %j finds %j', (pattern, text, expected) => {
    expect(find(pattern, text).found).toBe(expected);
  });

  it.each([
    ['[a-z-[aeiou]]+', 'abcd', 'bcd'],
    ['\\d+', 'x١٢', '١٢'],
    ['\\w+', '日本!', '日本'],
    ['\\i\\c*', '1ab-c', 'ab-c'],
    ['\\p{IsHiragana}', 'aあ', 'あ'],
    ['(a)\\1', 'aa', 'aa'],
    ['(?=a)', 'a', null],
    ['a++', 'aa', null],
    ['\\b', 'a', null],
    ['a{,2}', 'a', null],
    ['}', '}', null],
  ])('XPath: %s on %j finds %j', (pattern, text, expected) => {
    expect(find(pattern, text, 'xpath').found).toBe(expected);
  });

  it.each([
    ['replace("2024-01-02", "(\\d+)-(\\d+)-(\\d+)", "$3.$2.$1")', '02.01.2024'],
    ['replace("abc", "(?<n>b)", "<${n}>")', 'a<b>c'],
    ['replace("abc", "b", "$1")', null],
    ['replace("abc", "b|", "-")', '-a--c-'],
    ['replace("a😀b", ".", "x")', 'xxx'],
    ['split("abc", "")', ['a', 'b', 'c', '']],
    ['split("aXXb", "X*")', ['a', '', 'b', '']],
    ['extract("abc", "b?")', ['', 'b', '', '']],
    ['matches("hello world", "hello\\ world # greets", "x")', true],
  ])('%s is %j', (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });
});
