import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExpression, evaluate } from '#engine/expression/index.ts';
import { environment } from './value-of.ts';

/** Ranges over few values, so that endpoints meet often. */
const range = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.boolean(), fc.boolean())
  .map(([start, length, open, close]) => `${open ? '(' : '['}${start}..${start + length}${close ? ')' : ']'}`);

function answer(source: string): unknown {
  const compiled = compileExpression(source, { dialect: 'dmn' });
  if (!compiled.ok) throw new Error(source);
  const result = evaluate(compiled.expression, { get: () => undefined }, environment);
  return result.ok ? result.value : result.message;
}

describe('ranges', () => {
  it.each([
    ['before', 'after'],
    ['meets', 'met by'],
    ['overlaps before', 'overlaps after'],
    ['includes', 'during'],
    ['starts', 'started by'],
    ['finishes', 'finished by'],
  ])('%s is the converse of %s', (one, other) => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        expect(answer(`${one}(${a}, ${b})`)).toBe(answer(`${other}(${b}, ${a})`));
      }),
      { numRuns: 60 },
    );
  });

  it('are before, after or overlapping, and never two of these', () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        const answers = ['before', 'after', 'overlaps'].map((name) => answer(`${name}(${a}, ${b})`));
        expect(answers.filter((holds) => holds === true)).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });

  it('hold exactly the values that are neither before nor after them', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: -1, max: 13 }), (a, value) => {
        const outside = answer(`before(${value}, ${a})`) === true || answer(`after(${value}, ${a})`) === true;
        expect(answer(`${value} in ${a}`)).toBe(!outside);
      }),
      { numRuns: 100 },
    );
  });
});
