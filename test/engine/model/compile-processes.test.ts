import { describe, expect, it } from 'vitest';
import type { ActivityManifest } from '#engine/contracts/activity.ts';
import { compileProcesses, parseBpmn } from '#engine/model/index.ts';
import type { CompileOptions } from '#engine/model/index.ts';
import {
  bpmn,
  end,
  flow,
  message,
  messageDefinition,
  path,
  serviceTask,
  start,
  timerDefinition,
} from './support/bpmn.ts';

const none: CompileOptions = { activities: [], resolve: () => null };

async function compile(xml: string, options: Partial<CompileOptions> = {}) {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => `${problem.code} ${problem.message}`).join('\n'));
  const result = await compileProcesses(parsed.file, { ...none, ...options });
  if (!result.ok) throw new Error(result.problems.map((problem) => `${problem.code} ${problem.message}`).join('\n'));
  return result;
}

async function definitionOf(xml: string, options: Partial<CompileOptions> = {}) {
  const [first] = (await compile(xml, options)).definitions;
  if (first === undefined) throw new Error('no definition');
  return first.definition;
}

describe('a compiled process', () => {
  it('holds its elements in declared order, with flows, scopes and conditions resolved', async () => {
    // given
    const xml = bpmn(
      `${start}<bpmn:exclusiveGateway id="decide" name="Large?" default="decide_end"/>${serviceTask('check')}${end}
       ${path('start', 'decide')}${flow('decide', 'check', 'total > 100')}${flow('decide', 'end')}${flow('check', 'end')}`,
    );
    // when
    const definition = await definitionOf(xml);
    // then
    expect(definition.elements['order']).toMatchObject({
      kind: 'process',
      children: ['start', 'decide', 'check', 'end'],
      startEvents: ['start'],
    });
    expect(definition.elements['decide']).toMatchObject({
      outgoing: ['decide_check', 'decide_end'],
      defaultFlow: 'decide_end',
      scope: 'order',
    });
    const { condition } = definition.flows['decide_check']!;
    expect(definition.expressions[condition!]).toEqual({
      source: 'total > 100',
      path: 'decide_check > conditionExpression',
    });
    expect(Object.isFrozen(definition.elements['check'])).toBe(true);
  });

  it('binds job types that are activities, and only those it names', async () => {
    // given
    const reserve: ActivityManifest = { type: 'reserve', startToCloseMs: 30_000, undo: true };
    const other: ActivityManifest = { type: 'other', startToCloseMs: 30_000 };
    const xml = bpmn(`${start}${serviceTask('reserve')}${serviceTask('external')}${end}
      ${path('start', 'reserve', 'external', 'end')}`);
    // when
    const definition = await definitionOf(xml, { activities: [reserve, other] });
    // then
    expect(definition.activities).toEqual({ reserve });
  });

  it('takes a version tag as it stands, like an expression or not', async () => {
    const call = `<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="other"
      bindingType="versionTag" versionTag="=v1" propagateAllChildVariables="false"/></bpmn:extensionElements></bpmn:callActivity>`;
    const definition = await definitionOf(bpmn(`${start}${call}${end}${path('start', 'call', 'end')}`));
    expect(definition.elements['call']).toMatchObject({
      binding: { type: 'versionTag', versionTag: { kind: 'static', value: '=v1' } },
    });
  });

  it('resolves links, messages, timers, boundary events and compensation handlers', async () => {
    const definition = await definitionOf(
      bpmn(
        `${start}${serviceTask('pay')}
         <bpmn:boundaryEvent id="late" name="Late" attachedToRef="pay" cancelActivity="false">${timerDefinition('PT1H')}</bpmn:boundaryEvent>
         <bpmn:boundaryEvent id="undo" attachedToRef="pay"><bpmn:compensateEventDefinition id="undoDefinition"/></bpmn:boundaryEvent>
         ${serviceTask('refund', '', 'isForCompensation="true"')}
         <bpmn:association id="toRefund" associationDirection="One" sourceRef="undo" targetRef="refund"/>
         <bpmn:intermediateCatchEvent id="wait" name="Wait">${messageDefinition('paid')}</bpmn:intermediateCatchEvent>
         ${end}<bpmn:endEvent id="lateEnd" name="Late"/>${path('start', 'pay', 'wait', 'end')}${path('late', 'lateEnd')}`,
        { roots: message('paid') },
      ),
    );
    expect(definition.elements['pay']).toMatchObject({ boundary: ['late', 'undo'], compensationHandler: 'refund' });
    expect(definition.elements['late']).toMatchObject({
      interrupting: false,
      attachedTo: 'pay',
      trigger: { kind: 'timer', timer: { kind: 'duration', value: { kind: 'static', value: 'PT1H' } } },
    });
    expect(definition.elements['wait']).toMatchObject({
      trigger: { kind: 'message', message: { name: { kind: 'static', value: 'paid' } } },
    });
    expect(definition.elements['refund']).toMatchObject({ isForCompensation: true });
  });
});
