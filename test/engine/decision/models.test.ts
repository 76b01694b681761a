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
