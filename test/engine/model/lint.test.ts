import { describe, expect, it } from 'vitest';
import { english } from '#engine/model/catalogue/problems.en.ts';
import { lintProcess } from '#engine/model/index.ts';
import { coverEverything, judge } from '#engine/model/lint/condition-overlap.ts';
import {
  cycle,
  decision,
  error,
  errorEnd,
  gateway,
  jobTask,
  link,
  multiInstance,
  rightDiagrams,
  starving,
  straight,
  userTask,
} from './lint-diagrams.ts';
import { bpmn, end, flow, message, path, serviceTask, start } from './support/bpmn.ts';

const now = Date.parse('2026-11-23T10:00:00Z');

async function warningsOf(xml: string): Promise<readonly string[]> {
  const problems = await lintProcess(xml, { now });
  return problems
    .filter(({ code }) => code !== 'element.unsupported')
    .map(({ code, elementId }) => `${code} ${elementId}`);
}

const cases: readonly (readonly [expected: string, xml: string, ...also: readonly string[]])[] = [
  ['lint.unreachable a', bpmn(`${straight(serviceTask('b'), 'b')}${serviceTask('a')}${path('a', 'end')}`)],
  [
    // The first of a circle that nothing leads into; not what follows it.
    'lint.unreachable a',
    bpmn(`${straight(serviceTask('b'), 'b')}${serviceTask('a')}${serviceTask('c')}${path('a', 'c', 'a')}`),
  ],
  ['lint.label task', bpmn(straight(serviceTask('task').replace('name="task"', ''), 'task'))],
  ['flow.defaultWithCondition gate', bpmn(decision('x > 5', 'x <= 5', 'default="gate_b"'))],
  [
    'form.embeddedMissing review',
    bpmn(straight(jobTask('<zeebe:formDefinition formKey="camunda-forms:bpmn:gone"/>'), 'review')),
  ],
  [
    'form.embeddedInvalid review',
    bpmn(
      `<bpmn:extensionElements><zeebe:userTaskForm id="f">{</zeebe:userTaskForm></bpmn:extensionElements>${straight(jobTask('<zeebe:formDefinition formKey="camunda-forms:bpmn:f"/>'), 'review')}`,
    ),
  ],
  ['lint.flowLabel gate_a', bpmn(decision('x > 5', 'x <= 5').replace('name="gate to a"', ''))],
  ['lint.conditionsOverlap gate', bpmn(decision('x > 5', 'x > 10', '')), 'lint.conditionsLeaveGap gate'],
  ['lint.conditionsLeaveGap gate', bpmn(decision('x > 5', 'x < 5'))],
  ['lint.joinWaitsForEver join', starving('<bpmn:endEvent id="stop" name="Stop"/>', 'stop')],
  [
    'lint.joinWaitsForEver gate2',
    bpmn(`${start}${gateway('exclusive', 'gate', 'default="gate_b"')}${serviceTask('a')}${serviceTask('b')}${gateway('parallel', 'gate2')}${end}
        ${path('start', 'gate')}${flow('gate', 'a', 'x')}${flow('gate', 'b')}${path('a', 'gate2', 'end')}${path('b', 'gate2')}`),
  ],
  [
    'lint.joinRunsTwice after',
    bpmn(`${start}${gateway('parallel', 'fork')}${serviceTask('a')}${serviceTask('b')}${serviceTask('after')}${end}
        ${path('start', 'fork', 'a', 'after', 'end')}${path('fork', 'b', 'after')}`),
  ],
  [
    'lint.timerWithoutEnd late',
    bpmn(
      `${straight(serviceTask('a'), 'a')}<bpmn:boundaryEvent id="late" name="L" attachedToRef="a" cancelActivity="false">${cycle('R/PT1H')}</bpmn:boundaryEvent>${path('late', 'end')}`,
    ),
  ],
  [
    'lint.timerPast start',
    bpmn(
      `<bpmn:startEvent id="start" name="S"><bpmn:timerEventDefinition><bpmn:timeDate>2020-01-01T00:00:00Z</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:startEvent>${end}${path('start', 'end')}`,
    ),
  ],
  [
    'lint.linkWithoutThrow land',
    bpmn(`${straight(serviceTask('a'), 'a')}${link('Catch', 'land')}${path('land', 'end')}`),
  ],
  ['lint.implicitEnd a', bpmn(`${start}${serviceTask('a')}${path('start', 'a')}`)],
  ['lint.errorUncaught fail', bpmn(`${start}${errorEnd}${path('start', 'fail')}`, { roots: error })],
  [
    'lint.escalationUncaught fail',
    bpmn(
      `${start}${errorEnd.replace('errorEventDefinition errorRef="error"', 'escalationEventDefinition escalationRef="late"')}${path('start', 'fail')}`,
      {
        roots: '<bpmn:escalation id="late" name="L" escalationCode="late"/>',
      },
    ),
  ],
  ['lint.gatewaySuperfluous gate', bpmn(straight(gateway('parallel', 'gate'), 'gate'))],
  [
    'lint.gatewayForksAndJoins gate',
    bpmn(`${start}${gateway('parallel', 'fork')}${serviceTask('a')}${serviceTask('b')}${gateway('parallel', 'gate')}${serviceTask('c')}${serviceTask('d')}${end}
        ${path('start', 'fork', 'a', 'gate', 'c', 'end')}${path('fork', 'b', 'gate', 'd', 'end')}`),
  ],
  [
    'lint.headerDuplicate task',
    bpmn(
      straight(
        serviceTask('task').replace(
          '<zeebe:taskDefinition',
          '<zeebe:taskHeaders><zeebe:header key="a" value="1"/><zeebe:header key="a" value="2"/></zeebe:taskHeaders><zeebe:taskDefinition',
        ),
        'task',
      ),
    ),
  ],
  ['lint.variableName each', bpmn(straight(multiInstance('inputElement="order line"', ''), 'each'))],
  [
    'lint.conditionIsText each',
    bpmn(
      straight(
        multiInstance('', '').replace(
          '</bpmn:multiInstance',
          '<bpmn:completionCondition>done</bpmn:completionCondition></bpmn:multiInstance',
        ),
        'each',
      ),
    ),
  ],
  [
    'lint.mappingIgnored note',
    bpmn(
      straight(
        '<bpmn:task id="note" name="N"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=1" target="x"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:task>',
        'note',
      ),
    ),
  ],
  ['lint.noAssignment review', bpmn(straight(userTask(''), 'review'))],
  ['lint.racingOutput each', bpmn(straight(multiInstance('', '<zeebe:output source="=r" target="result"/>'), 'each'))],
  [
    'lint.handlerUnused undo',
    bpmn(`${straight(serviceTask('a'), 'a')}${serviceTask('undo', '', 'isForCompensation="true"')}`),
  ],
  ['lint.unusedRoot message_paid', bpmn(straight(serviceTask('a'), 'a'), { roots: message('paid') })],
  [
    'lint.camunda7 null',
    bpmn(straight(serviceTask('a'), 'a')).replace(
      'id="Definitions"',
      'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
    ),
  ],
  ['process.skipped draft', bpmn(straight(serviceTask('a'), 'a'), { roots: '<bpmn:process id="draft"/>' })],
  ['extension.unknown null', bpmn(straight(serviceTask('a').replace('<zeebe:task', '<zeebe:bogus/><zeebe:task'), 'a'))],
  ['attribute.unknown a', bpmn(straight(serviceTask('a', '', 'colour="red"'), 'a'))],
  [
    'loop.cardinalityIgnored each',
    bpmn(
      straight(
        multiInstance('', '').replace(
          '</bpmn:multiInstance',
          '<bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstance',
        ),
        'each',
      ),
    ),
  ],
];

describe('what looks wrong is a warning with its element', () => {
  it.each(cases)('%s', async (expected, xml, ...alsoExpected) => {
    expect(await warningsOf(xml)).toEqual([expected, ...alsoExpected]);
  });

  it('has a case for every lint code', () => {
    const tested = new Set(cases.map(([expected]) => expected.split(' ')[0]));
    expect(Object.keys(english).filter((code) => code.startsWith('lint.') && !tested.has(code))).toEqual([]);
  });
});

describe('what is right has no warning', () => {
  it.each(rightDiagrams)('%s', async (_title, xml) => expect(await warningsOf(xml)).toEqual([]));
});

describe('conditions', () => {
  it.each([
    ['x > 5', 'x <= 5', 'exclusive'],
    ['x > 5', 'x > 10', 'overlap'],
    ['x >= 5', 'x <= 5', 'overlap'],
    ['order.total > 100', 'order.country = "DE"', 'overlap'],
    ['status = "open"', 'status = "closed"', 'exclusive'],
    ['status != "open"', 'status != "closed"', 'overlap'],
    ['approved', 'not(approved)', 'exclusive'],
    ['approved = true', 'approved = false', 'exclusive'],
    ['x > 5 and x < 10', 'x >= 10', 'exclusive'],
    ['x < 5 or x > 10', 'x = 12', 'overlap'],
    ['x > 5 and y = "a"', 'x > 5 and y = "b"', 'exclusive'],
    ['count(items) > 3', 'count(items)  > 3', 'overlap'],
    ['count(items) > 3', 'count(items) > 4', 'unknown'],
    ['some x in items satisfies x > 3', 'x > 4', 'unknown'],
  ] as const)('%s and %s: %s', (first, second, expected) => expect(judge(first, second).kind).toBe(expected));

  it.each([
    [['x > 5', 'x <= 5'], true],
    [['x > 5', 'x < 5'], false],
    [['a', 'not(a)'], true],
    [['x > 5', 'y <= 5'], false],
    [['s = "a"', 's != "a"'], false],
  ] as const)('%j leave nothing open: %s', (conditions, expected) =>
    expect(coverEverything(conditions)).toBe(expected),
  );
});
