import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#engine/contracts/json.ts';
import { compileDecisions, evaluateDecision } from '#engine/decision/index.ts';
import type { DecisionResult } from '#engine/decision/index.ts';
import { decision, definitions, table } from './dmn.ts';
import type { TableText } from './dmn.ts';

const environment = { now: 0, zone: 'Etc/UTC', random: () => 0.5 };

async function ask(
  text: TableText,
  variables: { readonly [name: string]: Json },
  full = false,
): Promise<DecisionResult> {
  const compiled = await compileDecisions(definitions(decision('D', table(text))));
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join());
  return evaluateDecision(compiled.decisions, 'D', new Map(Object.entries(variables)), environment, {
    explain: full ? 'full' : 'matched',
  });
}

const rules = [
  ['< 10', '"low"', '1'],
  ['[5..20]', '"middle"', '2'],
  ['> 15', '"high"', '3'],
];
const base = { inputs: ['x'], outputs: ['name', 'rank'], rules };
const first = { name: 'low', rank: 1 };
const second = { name: 'middle', rank: 2 };

describe('the hit policy', () => {
  it.each<[string, Partial<TableText>, number, Json]>([
    ['UNIQUE gives the only rule', {}, 3, first],
    ['UNIQUE gives null when none matches', { rules: [rules[0] ?? []] }, 30, null],
    ['FIRST gives the first rule', { hitPolicy: 'FIRST' }, 7, first],
    ['PRIORITY gives the best output', { hitPolicy: 'PRIORITY', priorities: '"high", "middle", "low"' }, 7, second],
    [
      'OUTPUT ORDER lists by output',
      { hitPolicy: 'OUTPUT ORDER', priorities: '"high", "middle", "low"' },
      7,
      [second, first],
    ],
    ['RULE ORDER lists by rule', { hitPolicy: 'RULE ORDER' }, 7, [first, second]],
    ['COLLECT lists all', { hitPolicy: 'COLLECT' }, 7, [first, second]],
  ])('%s', async (_name, change, x, expected) => {
    expect(await ask({ ...base, ...change }, { x })).toMatchObject({ ok: true, value: expected });
  });

  it.each([
    ['SUM', 5],
    ['MIN', 2],
    ['MAX', 3],
    ['COUNT', 2],
  ])('COLLECT with %s gives %i', async (aggregation, expected) => {
    const text = {
      inputs: ['x'],
      outputs: ['n'],
      rules: [
        ['> 1', '2'],
        ['> 2', '3'],
        ['> 9', '4'],
      ],
    };
    expect(await ask({ ...text, hitPolicy: 'COLLECT', aggregation }, { x: 5 })).toMatchObject({
      ok: true,
      value: expected,
    });
  });

  it.each([
    ['COUNT', ['2', '2', 'null'], { ok: true, value: 3 }],
    ['COUNT', [], { ok: true, value: 0 }],
    ['SUM', [], { ok: true, value: null }],
    ['SUM', ['2', 'null'], { ok: false, message: "Aggregator SUM of 'table' met a value that is no number" }],
    ['MIN', ['2', '-3', '1'], { ok: true, value: -3 }],
    ['MAX', ['"a"', '"b"'], { ok: true, value: 'b' }],
    ['MAX', ['date("2024-01-01")', 'date("2023-01-01")'], { ok: true, value: '2024-01-01' }],
    ['MIN', [], { ok: true, value: null }],
    ['MIN', ['2', 'null'], { ok: false, message: "Aggregator MIN of 'table' met values that have no order" }],
    ['MAX', ['2', '"a"'], { ok: false, message: "Aggregator MAX of 'table' met values that have no order" }],
  ])('COLLECT with %s of %j gives %j', async (aggregation, outputs, expected) => {
    const rules = [['> 99', '7'], ...outputs.map((output) => ['-', output])];
    expect(
      await ask({ inputs: ['x'], outputs: ['n'], rules, hitPolicy: 'COLLECT', aggregation }, { x: 5 }),
    ).toMatchObject(expected);
  });

  it('UNIQUE fails when two rules match, and names them', async () => {
    // when
    const result = await ask(base, { x: 7 });
    // then
    expect(result).toMatchObject({ ok: false, message: expect.stringMatching(/UNIQUE.*rules 1, 2/) });
  });

  it('ANY fails when the rules disagree', async () => {
    expect(await ask({ ...base, hitPolicy: 'ANY' }, { x: 7 })).toMatchObject({ ok: false });
  });

  it('gives the default where no rule matches', async () => {
    const text = { inputs: ['x'], outputs: ['n'], rules: [['1', '"one"']], defaultOutput: '"other"' };
    expect(await ask(text, { x: 2 })).toMatchObject({ ok: true, value: 'other' });
  });
});

describe('the explanation', () => {
  it('names inputs, matched rules, and in full the input that each other rule refused', async () => {
    // when
    const result = await ask({ ...base, hitPolicy: 'COLLECT' }, { x: 7 }, true);
    // then
    expect(result.explanation.decisions).toMatchObject([
      {
        id: 'D',
        tables: [
          {
            inputs: [{ label: 'x', value: 7 }],
            matched: [{ index: 1 }, { index: 2 }],
            refused: [{ index: 3, inputId: 'in1', condition: '> 15' }],
          },
        ],
      },
    ]);
  });
});

describe('the index of a large table', () => {
  const cell = fc.oneof(
    fc.constant('-'),
    fc.integer({ min: 0, max: 30 }).map(String),
    fc
      .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 9 }))
      .map(([low, span]) => `[${low}..${low + span})`),
    fc.integer({ min: 0, max: 30 }).map((limit) => `< ${limit}`),
    fc.integer({ min: 0, max: 30 }).map((limit) => `>= ${limit}.5`),
    fc.constant('not(3, 4)'),
  );
  const code = fc.constantFrom('-', '"a"', '"b"', '"a","c"', '"d"');

  it('finds the same rules as a walk through all of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, code), { minLength: 12, maxLength: 24 }),
        fc.integer({ min: -1, max: 32 }),
        fc.constantFrom('a', 'b', 'c', 'x'),
        async (cells, x, y) => {
          // given
          const text = {
            hitPolicy: 'RULE ORDER',
            inputs: ['x', 'y'],
            outputs: ['rule'],
            rules: cells.map(([left, right], index) => [left, right, String(index)]),
          };
          // when
          const indexed = await ask(text, { x, y });
          const walked = await ask(text, { x, y }, true);
          // then
          expect(indexed.ok && indexed.value).toEqual(walked.ok && walked.value);
        },
      ),
      { numRuns: 25 },
    );
  });
});
