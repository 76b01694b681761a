import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vocabularies } from '#engine/translation/index.ts';
import { readerOf } from '#engine/wording/index.ts';
import type { HoleReading, Reading, Vocabulary } from '#engine/wording/index.ts';
import { fill, patternOf } from '#engine/wording/template.ts';

/** For each of two hundred templates. */
const numRuns = 25;

type Values = Readonly<Record<string, string>>;

interface Template {
  readonly key: string;
  readonly english: string;
  readonly chinese: string;
  readonly vocabulary: Vocabulary;
}

const templates: readonly Template[] = vocabularies.flatMap((vocabulary: Vocabulary) =>
  Object.entries(vocabulary.english).map(([key, english]) => ({
    key,
    english,
    chinese: vocabulary.chinese[key] ?? '',
    vocabulary,
  })),
);
const byKey = new Map(templates.map((template) => [template.key, template]));

/** Names, sources and JSON as they come, with quotes, braces, colons and brackets in them. */
const value = fc.oneof(
  fc.constantFrom(
    "it's",
    '"quoted"',
    '{{name}}',
    'a: b',
    '(= c)',
    'order.total > 5',
    'Task_1 > ioMapping > input[0].source',
    '{"a":[1,null]}',
    'null',
    '列表',
    'http://dmn/model#1',
    '-0',
    ' ',
    '',
  ),
  fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/),
);

/** Values made of what templates are made of. */
const hostileValue = fc.oneof(
  value,
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc
    .array(fc.constantFrom(...templates.flatMap(({ english }) => patternOf(english).literals)), { maxLength: 3 })
    .map((pieces) => pieces.join('x')),
);

/** A text that nobody here says. */
const foreign = fc.stringMatching(/^[A-Z][a-z]{2,8} [A-Z0-9]{3,8}$/);

const whole = fc.nat().map(String);

/** What the places hold whose text has a form of its own. */
const formed: Readonly<Record<string, fc.Arbitrary<string>>> = {
  path: fc.constantFrom('Task_1 > ioMapping > input[0].source', 'flow.a-b > conditionExpression', ''),
  place: fc.nat().map((at) => (at % 2 === 0 ? `${at}` : `${at} (line 1 column ${at + 1})`)),
  line: whole,
  column: whole,
  count: whole,
  length: whole,
  position: fc.integer().map(String),
  operator: fc.constantFrom('+', '-', '*', '/', '**', 'and', 'or'),
  expected: fc.constantFrom('an expression', '), an operator', 'date(from: string) or date(from: date)'),
};

function wordsFor(place: string, reading: HoleReading | undefined, values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  if (reading === undefined) return values;
  if (reading === 'message' || reading === 'anything') {
    const said = fc
      .constantFrom(...templates.filter(({ english }) => !english.includes('{{')))
      .map((one) => one.english);
    return reading === 'message' ? said : fc.oneof(said, foreign);
  }
  if (typeof reading === 'function') return formed[place] ?? fc.constant('');
  const list = 'each' in reading ? reading.each : reading;
  const word = fc.constantFrom(...Object.values(list.english));
  return 'each' in reading ? fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(', ')) : word;
}

function valuesFor({ english, vocabulary }: Template, values: fc.Arbitrary<string>): fc.Arbitrary<Values> {
  const places = patternOf(english).holes;
  return fc.record(
    Object.fromEntries(places.map((place) => [place, wordsFor(place, vocabulary.holes[place], values)])),
  );
}

const { readings } = readerOf(vocabularies);

function firstReading(text: string): Reading | undefined {
  for (const reading of readings(text)) return reading;
  return undefined;
}

describe('all that is said', () => {
  it('has a key of its own', () => {
    expect(byKey.size).toBe(templates.length);
  });

  it('has words of its own by which it is found again, or places whose text has a form', () => {
    const bare = templates.filter(({ english }) => !/[A-Za-z]{4,}/.test(patternOf(english).literals.join(' ')));
    expect(bare.map(({ key }) => key)).toEqual([
      'expression.failed',
      'migrate.kind',
      'search.noKey',
      'decision.text',
      'check.logic',
      'problem.at',
    ]);
  });

  it('is said by one template only', () => {
    expect(new Set(templates.map(({ english }) => english)).size).toBe(templates.length);
  });
});

describe.each(templates)('$key', (template) => {
  const { key, english } = template;

  it('is found again with its values', () => {
    fc.assert(
      fc.property(valuesFor(template, value), (values) => {
        const text = fill(patternOf(english), values);
        const found = firstReading(text);
        expect(found?.key, `${key} and ${found?.key} cannot be told apart in: ${text}`).toBe(key);
        expect(found?.values).toEqual(values);
      }),
      { numRuns },
    );
  });

  // Texts of many values have thousands of readings: three seconds for one template, and more on a busy machine.
  it(
    'is among the readings whatever the values are, and each reading writes the same text',
    { timeout: 180_000 },
    () => {
      fc.assert(
        fc.property(valuesFor(template, hostileValue), (values) => {
          const text = fill(patternOf(english), values);
          const found = [...readings(text)];
          for (const reading of found) {
            expect(fill(patternOf(byKey.get(reading.key)?.english ?? ''), reading.values)).toBe(text);
          }
          expect(found.map((reading) => [reading.key, reading.values])).toContainEqual([key, values]);
        }),
        { numRuns },
      );
    },
  );
});
