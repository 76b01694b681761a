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

/** One file a fault: the code that must be found, alone, and the element that it is told with. */
export interface Fault {
  readonly code: string;
  readonly element: string | null;
  readonly xml: string;
  /** Distinguishes cases of one code. */
  readonly label?: string;
}

const fault = (code: string, element: string | null, xml: string, label?: string): Fault =>
  label === undefined ? { code, element, xml } : { code, element, xml, label };

/** start → the element(s) given by `ids` → end. */
const around = (content: string, ids: readonly string[] | string, roots = '') => {
  const chain = typeof ids === 'string' ? [ids] : ids;
  return bpmn(`${start}${content}${end}${path('start', ...chain, 'end')}`, { roots });
};
const extended = (type: string, id: string, extension: string, inside = '', attributes = '') =>
  `<bpmn:${type} id="${id}" name="${id}" ${attributes}><bpmn:extensionElements>${extension}</bpmn:extensionElements>${inside}</bpmn:${type}>`;
const job = '<zeebe:taskDefinition type="work"/>';
const service = (extension: string, inside = '') =>
  around(extended('serviceTask', 'task', job + extension, inside), 'task');
const user = (extension: string, native = true) =>
  around(extended('userTask', 'task', (native ? '<zeebe:userTask/>' : '') + extension), 'task');
const catching = (definition: string, roots = '') =>
  around(
    `<bpmn:intermediateCatchEvent id="event" name="E">${definition}</bpmn:intermediateCatchEvent>`,
    'event',
    roots,
  );
const throwing = (definition: string, roots = '', extension = '') =>
  around(
    `<bpmn:intermediateThrowEvent id="event" name="E"><bpmn:extensionElements>${extension}</bpmn:extensionElements>${definition}</bpmn:intermediateThrowEvent>`,
    'event',
    roots,
  );
const ending = (definition: string, roots = '') =>
  bpmn(`${start}<bpmn:endEvent id="event" name="E">${definition}</bpmn:endEvent>${path('start', 'event')}`, { roots });
const boundary = (definition: string, options: { attributes?: string; roots?: string; host?: string } = {}) =>
  bpmn(
    `${start}${options.host ?? serviceTask('task')}${end}${path('start', 'task', 'end')}
     <bpmn:boundaryEvent id="event" name="E" attachedToRef="task" ${options.attributes ?? ''}>${definition}</bpmn:boundaryEvent>
     <bpmn:endEvent id="other" name="Other"/>${path('event', 'other')}`,
    { roots: options.roots ?? '' },
  );
const eventSubProcess = (starts: string) =>
  bpmn(
    `${start}${end}${path('start', 'end')}<bpmn:subProcess id="sub" name="Sub" triggeredByEvent="true">${starts}</bpmn:subProcess>`,
    { roots: error('E1') },
  );
const subProcess = (inside: string, tag = 'subProcess') =>
  around(`<bpmn:${tag} id="sub" name="Sub">${inside}</bpmn:${tag}>`, 'sub');
const error = (code: string, id = 'error') => `<bpmn:error id="${id}" name="Error" errorCode="${code}"/>`;
const escalation = '<bpmn:escalation id="escalation" name="Escalation" escalationCode="late"/>';
const errorDefinition = (ref = 'error') => `<bpmn:errorEventDefinition errorRef="${ref}"/>`;
const gateway = (attributes: string, flows: string) =>
  bpmn(
    `${start}<bpmn:exclusiveGateway id="gate" name="Which?" ${attributes}/>${serviceTask('a')}${end}
     ${path('start', 'gate')}${flows}${flow('a', 'end')}`,
  );
const timeDate = (text: string) =>
  `<bpmn:timerEventDefinition><bpmn:timeDate>${text}</bpmn:timeDate></bpmn:timerEventDefinition>`;
const timeCycle = (text: string) =>
  `<bpmn:timerEventDefinition><bpmn:timeCycle>${text}</bpmn:timeCycle></bpmn:timerEventDefinition>`;
const eventGateway = (first: string, second: string, extra = '', attributes = '') =>
  bpmn(
    `${start}<bpmn:eventBasedGateway id="gate" name="First?" ${attributes}/>${first}${second}${end}
     ${path('start', 'gate', 'one', 'end')}${path('gate', 'two', 'end')}${extra}`,
    { roots: message('paid') },
  );
const catchOne = `<bpmn:intermediateCatchEvent id="one" name="One">${messageDefinition('paid')}</bpmn:intermediateCatchEvent>`;
const catchTwo = `<bpmn:intermediateCatchEvent id="two" name="Two">${timerDefinition('PT1H')}</bpmn:intermediateCatchEvent>`;
const compensated = (between: string, handlers: string) =>
  bpmn(`${start}${serviceTask('task')}${end}${path('start', 'task', 'end')}${between}${handlers}`);
const compensationEvent = (id = 'undo') =>
  `<bpmn:boundaryEvent id="${id}" name="Undo" attachedToRef="task"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>`;
const handler = (id: string, marked = true) => serviceTask(id, '', marked ? 'isForCompensation="true"' : '');
const association = (source: string, target: string) =>
  `<bpmn:association id="${source}-${target}" sourceRef="${source}" targetRef="${target}"/>`;
const multiInstance = (zeebe: string, inside = '') =>
  service(
    '',
    `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>${zeebe}</bpmn:extensionElements>${inside}</bpmn:multiInstanceLoopCharacteristics>`,
  );
const called = (attributes: string) =>
  around(extended('callActivity', 'call', `<zeebe:calledElement ${attributes}/>`), 'call');
const plain = bpmn(`${start}${end}${path('start', 'end')}`);

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

export const eventFaults: readonly Fault[] = [
  fault('event.triggerNotAllowed', 'event', catching(errorDefinition(), error('E1'))),
  fault('event.triggerNotAllowed', 'event', throwing(timerDefinition('PT1H')), 'timer thrown'),
  fault(
    'event.triggerNotAllowed',
    'start',
    bpmn(`<bpmn:startEvent id="start" name="S">${errorDefinition()}</bpmn:startEvent>${end}${path('start', 'end')}`, {
      roots: error('E1'),
    }),
    'error starts a process',
  ),
  fault('event.triggerNotAllowed', 'event', boundary(''), 'boundary event without a trigger'),
  fault(
    'event.alwaysInterrupts',
    'event',
    boundary(errorDefinition(), { attributes: 'cancelActivity="false"', roots: error('E1') }),
  ),
  fault(
    'startEvent.severalNone',
    'order',
    bpmn(`${start}<bpmn:startEvent id="s2" name="S2"/>${end}${path('start', 'end')}${path('s2', 'end')}`),
  ),
  fault('subProcess.startEvents', 'sub', subProcess('<bpmn:task id="inside" name="In"/>')),
  fault(
    'subProcess.startEvents',
    'sub',
    subProcess(`<bpmn:startEvent id="s1">${timeDate('2030-01-01T00:00:00Z')}</bpmn:startEvent>`),
    'with a timer',
  ),
  fault('eventSubProcess.startEvents', 'sub', eventSubProcess('<bpmn:startEvent id="s"/>')),
  fault('eventSubProcess.startEvents', 'sub', eventSubProcess('<bpmn:task id="inside" name="In"/>'), 'none'),
  fault('boundary.hostMissing', 'event', boundary(timerDefinition('PT1H')).replace('attachedToRef="task"', '')),
  fault(
    'boundary.wrongHost',
    'event',
    boundary(timerDefinition('PT1H')).replace('attachedToRef="task"', 'attachedToRef="end"'),
  ),
  fault('boundary.wrongHost', 'event', boundary('<bpmn:cancelEventDefinition/>'), 'cancel on a task'),
  fault(
    'boundary.onCompensationHandler',
    'event',
    boundary(timerDefinition('PT1H'), {
      host: serviceTask('task') + compensationEvent() + handler('refund') + association('undo', 'refund'),
    }).replace('id="event" name="E" attachedToRef="task"', 'id="event" name="E" attachedToRef="refund"'),
  ),
  fault('message.missing', 'event', catching('<bpmn:messageEventDefinition/>')),
  fault(
    'message.nameMissing',
    'event',
    catching(messageDefinition('paid'), message('paid').replace('name="paid"', '')),
  ),
  fault(
    'message.correlationKeyMissing',
    'event',
    catching(messageDefinition('paid'), '<bpmn:message id="message_paid" name="paid"/>'),
  ),
  fault(
    'message.duplicateName',
    'gate',
    eventGateway(catchOne, catchTwo.replace(timerDefinition('PT1H'), messageDefinition('paid'))),
  ),
  fault('message.noImplementation', 'event', throwing(messageDefinition('paid'), message('paid'))),
  fault('error.missing', 'event', ending('<bpmn:errorEventDefinition/>')),
  fault('error.codeMissing', 'event', ending(errorDefinition(), '<bpmn:error id="error" name="E"/>')),
  fault(
    'error.duplicateCode',
    'task',
    boundary(errorDefinition(), {
      roots: error('E1') + error('E1', 'again'),
      host: `${serviceTask('task')}<bpmn:boundaryEvent id="twin" name="T" attachedToRef="task">${errorDefinition('again')}</bpmn:boundaryEvent>${path('twin', 'end')}`,
    }),
  ),
  fault(
    'error.severalCatchAll',
    'task',
    boundary('<bpmn:errorEventDefinition/>', {
      host: `${serviceTask('task')}<bpmn:boundaryEvent id="twin" name="T" attachedToRef="task"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>${path('twin', 'end')}`,
    }),
  ),
  fault('signal.missing', 'event', catching('<bpmn:signalEventDefinition/>')),
  fault(
    'signal.nameMissing',
    'event',
    catching('<bpmn:signalEventDefinition signalRef="signal"/>', '<bpmn:signal id="signal"/>'),
  ),
  fault(
    'signal.duplicateName',
    'gate',
    eventGateway(
      catchOne.replace(messageDefinition('paid'), '<bpmn:signalEventDefinition signalRef="signal"/>'),
      catchTwo.replace(timerDefinition('PT1H'), '<bpmn:signalEventDefinition signalRef="signal"/>'),
    ).replace('</bpmn:definitions>', '<bpmn:signal id="signal" name="S"/></bpmn:definitions>'),
  ),
  fault('escalation.missing', 'event', throwing('<bpmn:escalationEventDefinition/>')),
  fault(
    'escalation.codeMissing',
    'event',
    throwing(
      '<bpmn:escalationEventDefinition escalationRef="escalation"/>',
      escalation.replace('escalationCode="late"', ''),
    ),
  ),
  ...(['duplicateCode', 'severalCatchAll'] as const).map((kind) => {
    const definition = `<bpmn:escalationEventDefinition ${kind === 'duplicateCode' ? 'escalationRef="escalation"' : ''}/>`;
    return fault(
      `escalation.${kind}`,
      'task',
      boundary(definition, {
        roots: escalation,
        host: `${serviceTask('task')}<bpmn:boundaryEvent id="twin" name="T" attachedToRef="task">${definition}</bpmn:boundaryEvent>${path('twin', 'end')}`,
      }),
    );
  }),
  fault('conditional.conditionMissing', 'event', catching('<bpmn:conditionalEventDefinition/>')),
  fault('timer.missing', 'event', catching('<bpmn:timerEventDefinition/>')),
  fault(
    'timer.several',
    'event',
    catching(
      '<bpmn:timerEventDefinition><bpmn:timeDate>2030-01-01T00:00:00Z</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>',
    ),
  ),
  fault('timer.kindNotAllowed', 'event', catching(timeCycle('R/PT1H'))),
  fault('timer.kindNotAllowed', 'event', boundary(timeCycle('R3/PT1H')), 'cycle on an interrupting boundary event'),
  fault('timer.invalid', 'event', catching(timerDefinition('soon'))),
  fault(
    'timer.invalid',
    'event',
    boundary(timeCycle('0 0 0 30 2 *'), { attributes: 'cancelActivity="false"' }),
    'never fires',
  ),
  fault(
    'link.nameMissing',
    'event',
    bpmn(
      `${start}<bpmn:intermediateThrowEvent id="event" name="E"><bpmn:linkEventDefinition/></bpmn:intermediateThrowEvent>${path('start', 'event')}`,
    ),
  ),
  fault(
    'link.noCatch',
    'event',
    bpmn(
      `${start}<bpmn:intermediateThrowEvent id="event" name="E"><bpmn:linkEventDefinition name="A"/></bpmn:intermediateThrowEvent>${path('start', 'event')}`,
    ),
  ),
  ...linkFaults(),
  fault('compensation.noHandler', 'undo', compensated(compensationEvent(), '')),
  fault(
    'compensation.severalHandlers',
    'undo',
    compensated(compensationEvent(), handler('a') + handler('b') + association('undo', 'a') + association('undo', 'b')),
  ),
  fault(
    'compensation.handlerNotMarked',
    'undo',
    compensated(compensationEvent(), handler('refund', false) + association('undo', 'refund')),
  ),
  fault(
    'compensation.severalOnActivity',
    'task',
    compensated(
      compensationEvent() + compensationEvent('again'),
      handler('refund') + association('undo', 'refund') + association('again', 'refund'),
    ),
  ),
  fault(
    'compensation.boundaryWithOutgoing',
    'undo',
    compensated(compensationEvent(), handler('refund') + association('undo', 'refund') + flow('undo', 'end')),
  ),
  fault(
    'compensation.activityNotCompensable',
    'event',
    around(
      `${serviceTask('task')}<bpmn:intermediateThrowEvent id="event" name="E"><bpmn:compensateEventDefinition activityRef="task"/></bpmn:intermediateThrowEvent>`,
      ['task', 'event'],
    ),
  ),
  fault(
    'compensation.activityOutOfScope',
    'event',
    around(
      `<bpmn:subProcess id="sub" name="Sub"><bpmn:startEvent id="s"/>${serviceTask('task')}${compensationEvent()}${handler('refund')}${association('undo', 'refund')}${path('s', 'task')}</bpmn:subProcess><bpmn:intermediateThrowEvent id="event" name="E"><bpmn:compensateEventDefinition activityRef="task"/></bpmn:intermediateThrowEvent>`,
      ['sub', 'event'],
    ),
  ),
  fault('compensation.notWaiting', 'event', throwing('<bpmn:compensateEventDefinition waitForCompletion="false"/>')),
  fault('cancel.outsideTransaction', 'event', ending('<bpmn:cancelEventDefinition/>')),
];

function linkFaults(): readonly Fault[] {
  const link = (kind: 'Throw' | 'Catch', id: string) =>
    `<bpmn:intermediate${kind}Event id="${id}" name="A"><bpmn:linkEventDefinition name="A"/></bpmn:intermediate${kind}Event>`;
  const linked = (extra: string) =>
    bpmn(
      `${start}${link('Throw', 'jump')}${link('Catch', 'land')}${serviceTask('a')}${end}${path('start', 'jump')}${path('land', 'a', 'end')}${extra}`,
    );
  return [
    fault('link.severalCatch', 'order', linked(link('Catch', 'land2') + flow('land2', 'end'))),
    fault('link.catchWithIncoming', 'land', linked(flow('a', 'land'))),
    fault('link.throwWithOutgoing', 'jump', linked(flow('jump', 'end'))),
  ];
}

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

export const allFaults: readonly Fault[] = [
  ...fileFaults,
  ...expressionFaults,
  ...flowFaults,
  ...eventFaults,
  ...gatewayFaults,
  ...activityFaults,
];
