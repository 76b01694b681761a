import { bpmn, end, flow, path, serviceTask, start, timerDefinition } from './support/bpmn.ts';
import {
  fault,
  around,
  service,
  boundary,
  eventSubProcess,
  subProcess,
  error,
  errorDefinition,
  gateway,
  compensated,
  compensationEvent,
  handler,
  association,
  plain,
} from './support/fault.ts';
import type { Fault } from './support/fault.ts';

export const fileFaults: readonly Fault[] = [
  fault('xml.malformed', null, 'hello'),
  fault('xml.malformed', null, plain.slice(0, -30), 'cut off'),
  fault('xml.notBpmn', null, '<svg/>'),
  fault('process.none', null, plain.replace(/<bpmn:process[\s\S]*<\/bpmn:process>/, '')),
  fault('process.notExecutable', 'order', plain.replace('isExecutable="true"', '')),
  fault('process.noStart', 'order', bpmn(end)),
  fault('element.unknown', 'x', around('<bpmn:teleport id="x"/>', [])),
  fault('element.unsupported', 'task', around('<bpmn:callChoreography id="task" name="C"/>', 'task')),
  fault('id.missing', null, around('<bpmn:task name="Nameless"/>', [])),
  fault('id.duplicate', 'task', around(serviceTask('task') + serviceTask('task'), 'task')),
  fault('id.invalid', '1task', around('<bpmn:task id="1task" name="T"/>', [])),
  fault('reference.unresolved', 'task', around('<bpmn:receiveTask id="task" name="T" messageRef="nowhere"/>', 'task')),
];

export const expressionFaults: readonly Fault[] = [
  fault(
    'expression.syntax',
    'task',
    service('<zeebe:ioMapping><zeebe:input source="=1 +" target="a"/></zeebe:ioMapping>'),
  ),
  fault(
    'expression.required',
    'gate_a',
    gateway('default="gate_end"', flow('gate', 'a', 'x').replace('=x', 'x') + flow('gate', 'end')),
  ),
  fault('expression.notAllowed', 'event', boundary(errorDefinition(), { roots: error('=code') })),
  fault(
    'mapping.targetInvalid',
    'task',
    service('<zeebe:ioMapping><zeebe:input source="=a" target="a b"/></zeebe:ioMapping>'),
  ),
  fault(
    'mapping.targetInvalid',
    'task',
    service('<zeebe:ioMapping><zeebe:output source="=a" target="null"/></zeebe:ioMapping>'),
    'keyword',
  ),
  fault(
    'mapping.sourceMissing',
    'task',
    service('<zeebe:ioMapping><zeebe:output source="" target="a"/></zeebe:ioMapping>'),
  ),
];

export const flowFaults: readonly Fault[] = [
  fault(
    'flow.dangling',
    'a_b',
    around(serviceTask('a'), 'a').replace('</bpmn:process>', `${flow('a', 'b')}</bpmn:process>`),
  ),
  fault('flow.dangling', 'lost', around('<bpmn:sequenceFlow id="lost" sourceRef="start"/>', []), 'no target at all'),
  fault(
    'flow.crossesScope',
    'inside_end',
    subProcess(`<bpmn:startEvent id="inStart"/><bpmn:task id="inside" name="In"/>${path('inStart', 'inside')}`).replace(
      '</bpmn:process>',
      `${flow('inside', 'end')}</bpmn:process>`,
    ),
  ),
  fault(
    'flow.conditionNotAllowed',
    'gate',
    gateway('', flow('gate', 'a', 'x') + flow('gate', 'end')).replaceAll('exclusiveGateway', 'parallelGateway'),
  ),
  fault('flow.conditionNotAllowed', 'start', bpmn(`${start}${end}${flow('start', 'end', 'x')}`), 'start event'),
  fault('flow.conditionMissing', 'gate', gateway('', flow('gate', 'a', 'x') + flow('gate', 'end'))),
  fault(
    'flow.defaultForeign',
    'gate',
    gateway('default="a_end"', flow('gate', 'a', 'x') + flow('gate', 'end', 'not(x)')),
  ),
  fault(
    'flow.intoStart',
    'start',
    bpmn(`${start}${serviceTask('a')}${end}${path('start', 'a', 'end')}${flow('a', 'start')}`),
  ),
  fault('flow.outOfEnd', 'end', bpmn(`${start}${serviceTask('a')}${end}${path('start', 'end', 'a')}`)),
  fault(
    'flow.intoBoundary',
    'event',
    boundary(timerDefinition('PT1H')).replace('</bpmn:process>', `${flow('task', 'event')}</bpmn:process>`),
  ),
  fault(
    'flow.eventSubProcess',
    'sub',
    eventSubProcess(`<bpmn:startEvent id="s">${errorDefinition()}</bpmn:startEvent>`).replace(
      '</bpmn:process>',
      `${flow('sub', 'end')}</bpmn:process>`,
    ),
  ),
  fault(
    'flow.compensationHandler',
    'refund',
    compensated(compensationEvent(), handler('refund') + association('undo', 'refund') + flow('refund', 'end')),
  ),
  fault(
    'process.straightThroughLoop',
    'a',
    bpmn(`${start}<bpmn:task id="a" name="A"/><bpmn:manualTask id="b" name="B"/>${path('start', 'a', 'b', 'a')}`),
  ),
];
