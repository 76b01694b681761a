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
import {
  fault,
  around,
  extended,
  job,
  service,
  user,
  subProcess,
  eventGateway,
  catchOne,
  catchTwo,
  multiInstance,
  called,
} from './support/fault.ts';
import type { Fault } from './support/fault.ts';

export const gatewayFaults: readonly Fault[] = [
  fault(
    'eventGateway.outgoing',
    'gate',
    bpmn(
      `${start}<bpmn:eventBasedGateway id="gate" name="G"/>${catchOne}${end}${path('start', 'gate', 'one', 'end')}`,
      { roots: message('paid') },
    ),
  ),
  fault('eventGateway.target', 'gate', eventGateway(catchOne, serviceTask('two'))),
  fault(
    'eventGateway.targetIncoming',
    'gate',
    eventGateway(catchOne, catchTwo, `${serviceTask('x')}${path('two', 'x', 'one')}`),
  ),
  fault(
    'eventGateway.targetBoundary',
    'gate',
    eventGateway(
      '<bpmn:receiveTask id="one" name="One" messageRef="message_paid"/>',
      catchTwo,
      `<bpmn:boundaryEvent id="late" name="L" attachedToRef="one">${timerDefinition('PT2H')}</bpmn:boundaryEvent>${path('late', 'end')}`,
    ),
  ),
  fault(
    'eventGateway.instantiateIncoming',
    'gate',
    eventGateway(
      catchOne,
      catchTwo.replace(timerDefinition('PT1H'), messageDefinition('other')),
      '',
      'instantiate="true"',
    ).replace('</bpmn:definitions>', `${message('other')}</bpmn:definitions>`),
  ),
  fault(
    'eventGateway.instantiateTarget',
    'gate',
    eventGateway(catchOne, catchTwo, '', 'instantiate="true"').replace(flow('start', 'gate'), flow('start', 'end')),
  ),
  fault(
    'eventGateway.parallelNeedsInstantiate',
    'gate',
    eventGateway(catchOne, catchTwo, '', 'eventGatewayType="Parallel"'),
  ),
  fault(
    'receiveTask.instantiateIncoming',
    'task',
    around(
      '<bpmn:receiveTask id="task" name="T" instantiate="true" messageRef="message_paid"/>',
      'task',
      message('paid'),
    ),
  ),
];

export const activityFaults: readonly Fault[] = [
  fault('task.noImplementation', 'task', around('<bpmn:serviceTask id="task" name="T"/>', 'task')),
  fault(
    'task.severalImplementations',
    'task',
    around(extended('scriptTask', 'task', `${job}<zeebe:script expression="=1" resultVariable="a"/>`), 'task'),
  ),
  fault(
    'attribute.missing',
    'task',
    around(extended('serviceTask', 'task', '<zeebe:taskDefinition type=""/>'), 'task'),
  ),
  fault(
    'attribute.missing',
    'task',
    around(extended('scriptTask', 'task', '<zeebe:script expression="=1"/>'), 'task'),
    'result variable',
  ),
  fault('attribute.missing', 'call', called(''), 'called process'),
  fault('attribute.invalid', 'task', service('<silkflow:timeout startToClose="soon"/>')),
  fault(
    'job.retriesInvalid',
    'task',
    around(extended('serviceTask', 'task', '<zeebe:taskDefinition type="a" retries="many"/>'), 'task'),
  ),
  fault('job.priorityInvalid', 'task', service('<zeebe:jobPriorityDefinition priority="99999999999"/>')),
  fault('userTask.priorityInvalid', 'task', user('<zeebe:priorityDefinition priority="101"/>')),
  fault('userTask.dateInvalid', 'task', user('<zeebe:taskSchedule dueDate="tomorrow"/>')),
  fault('form.several', 'task', user('<zeebe:formDefinition formId="a" externalReference="b"/>')),
  fault('form.keyOnNativeTask', 'task', user('<zeebe:formDefinition formKey="custom"/>')),
  fault(
    'listener.invalid',
    'start',
    bpmn(
      `${extended('startEvent', 'start', '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="a"/></zeebe:executionListeners>')}${end}${path('start', 'end')}`,
    ),
  ),
  fault(
    'listener.duplicate',
    'task',
    service(
      '<zeebe:executionListeners><zeebe:executionListener eventType="end" type="a"/><zeebe:executionListener eventType="end" type="a"/></zeebe:executionListeners>',
    ),
  ),
  fault(
    'listener.notNative',
    'task',
    user('<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="a"/></zeebe:taskListeners>', false),
  ),
  fault('loop.inputCollectionMissing', 'task', multiInstance('')),
  fault(
    'loop.outputIncomplete',
    'task',
    multiInstance('<zeebe:loopCharacteristics inputCollection="=items" outputCollection="results"/>'),
  ),
  fault('loop.maximumInvalid', 'task', service('', '<bpmn:standardLoopCharacteristics loopMaximum="-1"/>')),
  fault('loop.standardEndless', 'task', service('', '<bpmn:standardLoopCharacteristics/>')),
  fault('adHoc.empty', 'sub', subProcess('', 'adHocSubProcess')),
  fault(
    'adHoc.startOrEnd',
    'sub',
    subProcess('<bpmn:task id="inside" name="In"/><bpmn:endEvent id="inEnd"/>', 'adHocSubProcess'),
  ),
  fault('binding.invalid', 'call', called('processId="other" bindingType="newest"')),
  fault('binding.versionTagMissing', 'call', called('processId="other" bindingType="versionTag"')),
  fault('binding.missing', 'call', called('processId="other" bindingType="deployment"')),
  fault('binding.dynamic', 'call', called('processId="=other" bindingType="deployment"')),
  fault(
    'binding.cyclic',
    'order',
    around(
      serviceTask('work') +
        extended('callActivity', 'call', '<zeebe:calledElement processId="order" bindingType="deployment"/>'),
      ['work', 'call'],
    ),
  ),
];
