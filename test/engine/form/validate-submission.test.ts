import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '#engine/contracts/json.ts';
import { formKeys, parseForm, validateSubmission } from '#engine/form/index.ts';
import type { SubmissionContext } from '#engine/form/index.ts';

const environment = { now: Date.parse('2026-11-23T10:00:00Z'), zone: 'Etc/UTC', random: () => 0.5 };

function faultsOf(components: readonly object[], data: JsonObject, context: SubmissionContext = {}): readonly string[] {
  const parsed = parseForm({ type: 'default', components });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return validateSubmission(parsed.form, data, 'en', { environment, ...context }).map(
    ({ path, code }) => `${path} ${code}`,
  );
}

const field = (type: string, more: object = {}) => ({ type, key: 'a', label: 'A', ...more });
const values = [{ value: 'x' }, { value: 'y' }];

describe('one field', () => {
  const cases: readonly (readonly [
    title: string,
    component: object,
    value: Json | undefined,
    faults: readonly string[],
  ])[] = [
    ['required, missing', field('textfield', { validate: { required: true } }), undefined, ['required']],
    ['required, empty', field('textfield', { validate: { required: true } }), '', ['required']],
    ['not required, missing', field('textfield', { validate: { minLength: 3 } }), undefined, []],
    ['a number in a text field', field('textfield'), 5, ['type']],
    ['too short', field('textfield', { validate: { minLength: 3 } }), 'ab', ['minLength']],
    ['too long', field('textarea', { validate: { maxLength: 3 } }), 'abcd', ['maxLength']],
    ['pattern', field('textfield', { validate: { pattern: '^[A-Z]{2}$' } }), 'de', ['pattern']],
    [
      'own words for a pattern',
      field('textfield', { validate: { pattern: '^a', patternErrorMessage: 'No' } }),
      'b',
      ['patternOwn'],
    ],
    ['e-mail', field('textfield', { validate: { validationType: 'email' } }), 'a@b', ['email']],
    ['good e-mail', field('textfield', { validate: { validationType: 'email' } }), 'a@b.cn', []],
    ['phone', field('textfield', { validate: { validationType: 'phone' } }), '030 64040', ['phone']],
    ['good phone', field('textfield', { validate: { validationType: 'phone' } }), '+49 30 64040900', []],
    ['text in a number', field('number'), 'many', ['type']],
    ['decimal text is a number', field('number'), '12345678901234567890.5', []],
    ['below the least', field('number', { validate: { min: 1 } }), 0, ['min']],
    ['above the most', field('number', { validate: { max: 10 } }), 10.01, ['max']],
    ['limit by expression', field('number', { validate: { max: '=limit * 2' } }), 7, ['max']],
    ['a limit that is no number', field('number', { validate: { max: '="many"' } }), 7, ['bound']],
    ['too many decimals', field('number', { decimalDigits: 2 }), 1.234, ['decimalDigits']],
    ['exact decimals', field('number', { decimalDigits: 2, increment: '0.1' }), 0.3, []],
    ['not a multiple', field('number', { increment: 0.5 }), 0.75, ['increment']],
    ['a box that must be checked', field('checkbox', { validate: { required: true } }), false, ['required']],
    ['an unchecked box', field('checkbox'), false, []],
    ['text in a box', field('checkbox'), 'yes', ['type']],
    ['unknown option', field('select', { values }), 'z', ['option']],
    ['known option', field('radio', { values }), 'y', []],
    ['one unknown of several', field('checklist', { values }), ['x', 'z'], ['option']],
    ['no list of tags', field('taglist', { values }), 'x', ['type']],
    ['no tag where one is needed', field('taglist', { values, validate: { required: true } }), [], ['required']],
    ['options from a variable', field('select', { valuesKey: 'options' }), 'q', ['option']],
    ['option from a variable', field('select', { valuesKey: 'options' }), 'p', []],
    ['options by expression', field('select', { valuesExpression: '=options' }), 'q', ['option']],
    ['options that nobody knows', field('select', { valuesKey: 'gone' }), 'q', []],
    ['a date that is none', field('datetime', { subtype: 'date' }), '2026-02-30', ['type']],
    ['a date', field('datetime', { subtype: 'date' }), '2026-02-28', []],
    ['a past date', field('datetime', { subtype: 'date', disallowPassedDates: true }), '2026-11-20', ['passedDate']],
    ['today', field('datetime', { subtype: 'date', disallowPassedDates: true }), '2026-11-23', []],
    ['a time', field('datetime', { subtype: 'time' }), '25:00', ['type']],
    ['a date and time', field('datetime', { subtype: 'datetime' }), '2026-11-23T09:30+08:00', []],
    ['read only', field('textfield', { readonly: true, validate: { required: true } }), undefined, []],
    ['disabled', field('textfield', { disabled: true, validate: { required: true } }), undefined, []],
  ];
  it.each(cases)('%s', (_title, component, value, faults) => {
    const data: JsonObject = value === undefined ? {} : { a: value };
    const variables = { limit: 3, options: ['p', { label: 'R', value: 'r' }] };
    expect(faultsOf([component], data, { variables })).toEqual(faults.map((code) => `a ${code}`));
  });
});

describe('a form', () => {
  it('does not check what is hidden by a condition on submitted data or variables', () => {
    const components = [
      field('textfield', { key: 'reason', validate: { required: true }, conditional: { hide: '=approved' } }),
      field('textfield', { key: 'note', validate: { required: true }, conditional: { hide: '=amount < 100' } }),
    ];
    expect(faultsOf(components, { approved: true }, { variables: { amount: 50 } })).toEqual([]);
    expect(faultsOf(components, { approved: false }, { variables: { amount: 500 } })).toEqual([
      'reason required',
      'note required',
    ]);
  });

  it('checks groups under their path and every item of a list', () => {
    const components = [
      {
        type: 'group',
        path: 'order',
        components: [
          field('number', { key: 'total', validate: { min: 1 } }),
          {
            type: 'dynamiclist',
            path: 'items',
            components: [
              field('textfield', { key: 'sku', validate: { required: true } }),
              field('number', { key: 'price', validate: { required: true }, conditional: { hide: '=this.gift' } }),
            ],
          },
        ],
      },
    ];
    const order = { total: 0, items: [{ sku: 'A', price: 5 }, { price: 3 }, { sku: 'C', gift: true }] };
    expect(faultsOf(components, { order })).toEqual(['order.total min', 'order.items[1].sku required']);
  });

  it('takes a field that was not submitted from the variables', () => {
    const components = [field('textfield', { key: 'customer.name', validate: { required: true } })];
    expect(faultsOf(components, {}, { variables: { customer: { name: 'Li' } } })).toEqual([]);
    expect(faultsOf(components, {})).toEqual(['customer.name required']);
  });

  it('tells faults in the reader’s language', () => {
    const parsed = parseForm({ components: [field('number', { label: '金额', validate: { max: 5 } })] });
    if (!parsed.ok) throw new Error('form');
    const [problem] = validateSubmission(parsed.form, { a: 7 }, 'zh-CN', { environment });
    expect(problem?.message).toBe('“金额”不能大于 5。');
  });

  it('is refused at deployment with every fault', () => {
    const parsed = parseForm({
      components: [
        field('textfield', { validate: { pattern: '(' } }),
        field('number', { conditional: { hide: '=1 +' } }),
      ],
    });
    expect(parsed.ok ? [] : parsed.faults.map(({ path }) => path)).toEqual([
      'components[0].validate.pattern',
      'components[1].conditional.hide',
    ]);
    expect(parseForm('{').ok).toBe(false);
    expect(parseForm({ components: 'none' }).ok).toBe(false);
  });

  it('names the variables that it reads and writes', () => {
    const parsed = parseForm({
      components: [
        field('textfield', { key: 'order.note', conditional: { hide: '=approved' } }),
        field('select', { key: 'choice', valuesKey: 'options' }),
        { type: 'text', text: '=total' },
      ],
    });
    if (!parsed.ok) throw new Error('form');
    expect(formKeys(parsed.form)).toEqual({
      writes: ['choice', 'order'],
      reads: ['approved', 'choice', 'options', 'order', 'total'],
    });
  });

  it('never throws, whatever is submitted or called a form', () => {
    const types = [
      'textfield',
      'number',
      'checkbox',
      'select',
      'checklist',
      'datetime',
      'dynamiclist',
      'group',
      'text',
    ];
    const component = fc.record({
      type: fc.constantFrom(...types),
      key: fc.constantFrom('a', 'a.b', '__proto__', ''),
      path: fc.constantFrom('a', 'b.c', ''),
      validate: fc.record({ required: fc.boolean(), min: fc.constantFrom(1, '=a', '=a.b'), pattern: fc.string() }),
      conditional: fc.record({ hide: fc.constantFrom('=a', '=a > 1', '=this.b', '=') }),
      components: fc.array(fc.record({ type: fc.constantFrom(...types), key: fc.constantFrom('b', 'c') })),
    });
    fc.assert(
      fc.property(
        fc.array(component),
        fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.jsonValue()),
        (components, data) => {
          const parsed = parseForm({ components });
          if (!parsed.ok) {
            expect(parsed.faults.length).toBeGreaterThan(0);
            return;
          }
          const problems = validateSubmission(parsed.form, data as JsonObject, 'en', { environment });
          expect(problems.every(({ message }) => message !== '')).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        parseForm(value);
      }),
    );
  });
});
