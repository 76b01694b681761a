import { describe, expect, it } from 'vitest';
import { compileProcesses, parseBpmn, problemText } from '#engine/model/index.ts';
import type { ModelProblem } from '#engine/model/index.ts';
import { english } from '#engine/model/catalogue/problems.en.ts';
import { allFaults } from './faults.ts';
import { extensionFaults } from './faults-of-extensions.ts';
import { bpmn, end, flow, path, serviceTask, start } from './support/bpmn.ts';

async function problemsOf(xml: string): Promise<readonly ModelProblem[]> {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) return parsed.problems;
  const result = await compileProcesses(parsed.file, { activities: [], resolve: () => null });
  return result.ok ? result.warnings : result.problems;
}

const errorsOf = async (xml: string) =>
  // What the kernel cannot run yet is refused besides; these cases are about the notation.
  (await problemsOf(xml)).filter(({ severity, code }) => severity === 'error' && code !== 'element.unsupported');

describe('a fault is found, alone, with its element', () => {
  it.each(
    [...allFaults, ...extensionFaults].map((fault) => ({ ...fault, title: `${fault.code} ${fault.label ?? ''}` })),
  )('$title', async ({ code, element, xml }) => {
    const problems = code === 'element.unsupported' ? await problemsOf(xml) : await errorsOf(xml);
    expect(problems.map((problem) => [problem.code, problem.elementId])).toEqual([[code, element]]);
    expect(problems[0]?.message).not.toMatch(/[{}]/);
    expect(problemText(problems[0]!, 'zh-CN')).toMatch(/[\u4e00-\u9fff]/);
  });

  it('has a case for every code that refuses a file', () => {
    const warnings = [
      'flow.defaultWithCondition',
      'form.embeddedMissing',
      'form.embeddedInvalid',
      'process.skipped',
      'extension.unknown',
      'attribute.unknown',
      'loop.cardinalityIgnored',
    ];
    const notReachedHere = ['xml.tooLarge', 'expression.check'];
    const tested = new Set([...allFaults, ...extensionFaults].map(({ code }) => code));
    const untested = Object.keys(english).filter(
      (code) =>
        !code.startsWith('lint.') && !tested.has(code) && !warnings.includes(code) && !notReachedHere.includes(code),
    );
    expect(untested).toEqual([]);
  });
});

describe('a refusal', () => {
  it('names all faults at once, those of the file and those inside', async () => {
    // given
    const xml = bpmn(`${start}${serviceTask('a')}<bpmn:serviceTask id="b" name="B"/>${end}
      ${path('start', 'a', 'b', 'end')}${flow('a', 'nowhere')}${flow('end', 'a')}`);
    // when
    const problems = await errorsOf(xml);
    // then
    expect(problems.map(({ code, elementId }) => `${code} ${elementId}`).sort()).toEqual([
      'flow.dangling a_nowhere',
      'flow.outOfEnd end',
      'task.noImplementation b',
    ]);
  });

  it('names the position in a bad expression and the path of its extension', async () => {
    // given
    const xml = bpmn(
      `${start}<bpmn:serviceTask id="task" name="T"><bpmn:extensionElements><zeebe:taskDefinition type="a"/>
       <zeebe:ioMapping><zeebe:input source="=ok" target="a"/><zeebe:input source="=1 + * 2" target="b"/></zeebe:ioMapping>
       </bpmn:extensionElements></bpmn:serviceTask>${end}${path('start', 'task', 'end')}`,
    );
    // when
    const [problem] = await errorsOf(xml);
    // then
    expect(problem).toMatchObject({ code: 'expression.syntax', path: 'ioMapping > input[1].source' });
    expect(problem?.values['line']).toBe(1);
  });

  it('names what the kernel does not execute', async () => {
    const xml = bpmn(`${start}<bpmn:complexGateway id="gate" name="G"/>${end}${path('start', 'gate', 'end')}`);
    const codes = (await problemsOf(xml)).map(({ code, values }) => `${code} ${String(values['feature'])}`);
    // Falls away once the kernel runs complex gateways; until then nothing half understood is deployed.
    expect([[], ['element.unsupported complexGateway']]).toContainEqual(codes);
  });
});

describe('a loop that never waits', () => {
  const element = (tag: string, id: string, inside = '') =>
    `<bpmn:${tag} id="${id}" name="${id}">${inside}</bpmn:${tag}>`;
  const call = (process: string) =>
    element(
      'callActivity',
      'a',
      `<bpmn:extensionElements><zeebe:calledElement processId="${process}"/></bpmn:extensionElements>`,
    );
  const script = element(
    'scriptTask',
    'a',
    '<bpmn:extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></bpmn:extensionElements>',
  );
  const subProcess = (inside: string) => element('subProcess', 'a', `<bpmn:startEvent id="s"/>${inside}`);
  const repeated = (inside: string) =>
    bpmn(`${start}${element('exclusiveGateway', 'm')}${inside}<bpmn:exclusiveGateway id="g" name="g" default="g_end"/>${end}
      ${path('start', 'm', 'a', 'g', 'end')}${flow('g', 'm', 'again')}`);

  it.each([
    ['an abstract task', repeated(element('task', 'a')), true],
    ['a manual task', repeated(element('manualTask', 'a')), true],
    ['a plain throw event', repeated(element('intermediateThrowEvent', 'a')), true],
    [
      'a subprocess that does nothing, with a task',
      repeated(subProcess(`${element('task', 'b')}${path('s', 'b')}`)),
      true,
    ],
    ['a call of the same process', bpmn(`${start}${call('order')}${end}${path('start', 'a', 'end')}`), true],
    ['a call of another process', repeated(call('other')), false],
    ['a job', repeated(serviceTask('a')), false],
    ['a subprocess with a job', repeated(subProcess(`${serviceTask('b')}${path('s', 'b')}`)), false],
    ['a script', repeated(script), true],
  ])('with %s', async (_title, xml, isRefused) => {
    expect((await errorsOf(xml)).map(({ code }) => code)).toEqual(isRefused ? ['process.straightThroughLoop'] : []);
  });
});
