import { describe, expect, it } from 'vitest';
import { compileDecisions, evaluateDecision, linkDecisions, parseDecisions } from '#engine/decision/index.ts';
import { decision, definitions, expression, table } from './dmn.ts';

const environment = { now: 0, zone: 'Etc/UTC', random: () => 0.5 };

async function problemsOf(xml: string): Promise<readonly string[]> {
  const compiled = await compileDecisions(xml);
  return compiled.ok ? [] : compiled.problems.map(({ code, elementId }) => `${code} ${elementId}`);
}

describe('a faulty model', () => {
  it('is refused with all its faults', async () => {
    // given
    const xml = definitions(
      decision('a', expression('b + 1'), ['b']) +
        decision('b', expression('a + 1'), ['a']) +
        decision('c', expression('1'), ['nowhere']) +
        decision('d', expression('2')).replace('name="d"', 'name="c"'),
    );
    // then
    expect(await problemsOf(xml)).toEqual(['duplicate-name d', 'missing-element c', 'cycle a']);
  });

  it('is refused with the faults of its structure and of its expressions together', async () => {
    // given
    const xml = definitions(
      decision('a', expression('1 +')) +
        decision('b', expression('nobody knows(1)'), ['nowhere']) +
        decision('c', table({ inputs: ['x +'], outputs: ['n'], rules: [['> >', '1 1']] })) +
        decision('a', expression('2')),
    );
    // then
    expect(await problemsOf(xml)).toEqual([
      'duplicate-id a',
      'missing-element b',
      'expression a',
      'expression b',
      'expression in1',
      'expression rule1',
      'expression rule1',
    ]);
  });

  it('is refused when it aggregates several outputs', async () => {
    // given
    const logic = table({ hitPolicy: 'COLLECT', aggregation: 'SUM', inputs: ['x'], outputs: ['n', 'm'], rules: [] });
    // then
    expect(await problemsOf(definitions(decision('a', logic)))).toEqual(['table table']);
  });

  it('is refused for an expression that cannot be read, with its place', async () => {
    // when
    const compiled = await compileDecisions(definitions(decision('a', expression('1 +'))));
    // then
    expect(compiled).toMatchObject({
      ok: false,
      problems: [{ code: 'expression', message: expect.stringMatching(/^1:4 .*expected/) }],
    });
  });

  it.each([
    ['that is no XML', 'this is no DMN'],
    ['of another kind', '<definitions xmlns="urn:other"/>'],
    [
      'with an import that nobody knows',
      definitions('<import name="m" namespace="other" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'),
    ],
    [
      'whose rules have too few cells',
      definitions(decision('a', table({ inputs: ['x', 'y'], outputs: ['z'], rules: [['1', '2']] }))),
    ],
  ])('%s is refused', async (_name, xml) => {
    expect((await problemsOf(xml)).length).toBeGreaterThan(0);
  });

  it('is refused when it imports itself by way of another', async () => {
    // given
    const importing = (namespace: string) =>
      `<import name="m" namespace="${namespace}" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>`;
    const models = new Map([
      ['a', definitions(importing('b'), 'a')],
      ['b', definitions(importing('a'), 'b')],
    ]);
    // when
    const parsed = await parseDecisions(models.get('a') ?? '', ({ namespace }) => models.get(namespace));
    // then
    expect(parsed).toMatchObject({ ok: false, problems: [{ code: 'cycle' }] });
  });
});

describe('a model', () => {
  it('survives JSON, and works from it as from the file', async () => {
    // given
    const xml = definitions(
      decision('rate', expression('x * 2')) + decision('total', expression('rate + 1'), ['rate']),
    );
    const parsed = await parseDecisions(xml);
    if (!parsed.ok) throw new Error('not parsed');
    // when
    const { decisions, problems } = linkDecisions(JSON.parse(JSON.stringify(parsed.model)));
    const result = evaluateDecision(decisions, 'total', new Map([['x', 0.15]]), environment);
    // then
    expect(problems).toEqual([]);
    expect(result).toMatchObject({ ok: true, value: 1.3 });
    expect(result.explanation.decisions.map(({ name, value }) => [name, value])).toEqual([
      ['rate', 0.3],
      ['total', 1.3],
    ]);
  });

  it('knows the version tags of its decisions', async () => {
    // given
    const tag = '<zeebe:versionTag xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" value="v2"/>';
    const tagged = decision('a', expression('1')).replace(
      /(<decision [^>]*>)/,
      `$1<extensionElements>${tag}</extensionElements>`,
    );
    // when
    const parsed = await parseDecisions(definitions(tagged + decision('b', expression('2'))));
    // then
    if (!parsed.ok) throw new Error('not parsed');
    expect(parsed.model.decisions.map(({ id, versionTag }) => [id, versionTag])).toEqual([
      ['a', 'v2'],
      ['b', undefined],
    ]);
  });

  it('is asked for a decision by id or by name, and says when it has none', async () => {
    const compiled = await compileDecisions(
      definitions(decision('a', expression('1')).replace('name="a"', 'name="The rate"')),
    );
    if (!compiled.ok) throw new Error('not compiled');
    const ask = (name: string) => evaluateDecision(compiled.decisions, name, { get: () => undefined }, environment);
    expect([ask('a'), ask('The rate'), ask('b')]).toMatchObject([
      { ok: true, value: 1 },
      { ok: true, value: 1 },
      { ok: false },
    ]);
  });
});

describe('types', () => {
  const types = `<itemDefinition name="positive"><typeRef>number</typeRef><allowedValues><text>&gt; 0</text></allowedValues></itemDefinition>
    <itemDefinition name="positives" isCollection="true"><typeRef>positive</typeRef></itemDefinition>
    <itemDefinition name="colors" isCollection="true"><typeRef>string</typeRef><allowedValues><text>"red", "green"</text></allowedValues></itemDefinition>
    <itemDefinition name="pair" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>
    <itemDefinition name="person"><itemComponent name="age"><typeRef>positive</typeRef></itemComponent><itemComponent name="kids" isCollection="true"><typeRef>person</typeRef></itemComponent></itemDefinition>
    <itemDefinition name="one of one"><functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/></functionItem></itemDefinition>`;

  it.each([
    ['positive', '1', 1],
    ['positive', '-1', null],
    ['positive', '[1]', 1],
    ['positives', '[1, 2]', [1, 2]],
    ['positives', '[1, -2]', null],
    ['positives', '1', [1]],
    ['positives', '[]', []],
    ['colors', '["red", "blue"]', null],
    ['colors', '"red"', ['red']],
    ['pair', '[1, 2]', [1, 2]],
    ['pair', '[1]', null],
    ['person', '{age: 40, kids: [{age: 4, kids: []}]}', { age: 40, kids: [{ age: 4, kids: [] }] }],
    ['person', '{age: 40, kids: [{age: 0, kids: []}]}', null],
    ['person', '{age: 40}', null],
    ['person', '{age: 40, kids: [], name: "Ann"}', { age: 40, kids: [], name: 'Ann' }],
    ['one of one', 'function(a) a', 'function(a)'],
    ['one of one', 'function(a, b) a', null],
    ['date and time', 'date("2024-02-29")', '2024-02-29T00:00:00Z'],
    ['date', 'date and time("2024-02-29T00:00:00")', null],
    ['string', '1', null],
    ['number', '[1, 2]', null],
  ])('a result of type %s: %s becomes %j', async (type, text, expected) => {
    // given
    const xml = definitions(
      types + decision('a', expression(text)).replace('<variable name="a"/>', `<variable name="a" typeRef="${type}"/>`),
    );
    const compiled = await compileDecisions(xml);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    // then
    expect(evaluateDecision(compiled.decisions, 'a', new Map(), environment)).toMatchObject({
      ok: true,
      value: expected,
    });
  });

  it('tells of values that a table does not list, and goes on', async () => {
    // given
    const logic = table({ inputs: ['x'], outputs: ['n'], rules: [['-', '"blue"']], priorities: '"red"' }).replace(
      '</input>',
      '<inputValues><text>1, 2</text></inputValues></input>',
    );
    const compiled = await compileDecisions(definitions(decision('a', logic)));
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    // when
    const result = evaluateDecision(compiled.decisions, 'a', new Map([['x', 3]]), environment);
    // then
    expect(result).toMatchObject({ ok: true, value: 'blue' });
    expect(result.warnings.filter(({ code }) => code === 'NOT_ALLOWED').map(({ message }) => message)).toEqual([
      "'in1': 3 is not among 1, 2",
      `'out1': blue is not among "red"`,
    ]);
  });
});
