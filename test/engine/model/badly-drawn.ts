import { bpmn, end, escape, flow, message, path, serviceTask, start, timerDefinition } from './support/bpmn.ts';

/** A diagram with several faults, as people draw them, and all that deployment must say about it at once. */
export interface BadDrawing {
  readonly title: string;
  readonly xml: string;
  /** `code element`, sorted. */
  readonly faults: readonly string[];
}

const node = (tag: string, id: string, inside = '', attributes = ''): string =>
  `<bpmn:${tag} id="${id}" name="${id}" ${attributes}>${inside}</bpmn:${tag}>`;
const extensions = (inside: string): string => `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`;
const job = extensions('<zeebe:taskDefinition type="work"/>');
const input = (source: string, target: string): string =>
  `<zeebe:input source="${escape(source)}" target="${escape(target)}"/>`;
const mapped = (...inputs: string[]): string =>
  extensions(`<zeebe:taskDefinition type="work"/><zeebe:ioMapping>${inputs.join('')}</zeebe:ioMapping>`);
const boundary = (id: string, host: string, definition: string, attributes = ''): string =>
  node('boundaryEvent', id, definition, `attachedToRef="${host}" ${attributes}`);
const errorOf = (ref: string): string => `<bpmn:errorEventDefinition errorRef="${ref}"/>`;
const timer = (kind: string, text: string): string =>
  `<bpmn:timerEventDefinition><bpmn:${kind}>${text}</bpmn:${kind}></bpmn:timerEventDefinition>`;
const link = (kind: 'Throw' | 'Catch', id: string, name: string): string =>
  node(`intermediate${kind}Event`, id, `<bpmn:linkEventDefinition name="${name}"/>`);
const eventSubProcess = (id: string, inside: string): string =>
  node('subProcess', id, inside, 'triggeredByEvent="true"');
const loop = (attributes: string): string =>
  `<bpmn:multiInstanceLoopCharacteristics>${extensions(`<zeebe:loopCharacteristics ${attributes}/>`)}</bpmn:multiInstanceLoopCharacteristics>`;
const caught = '<bpmn:error id="error" name="E" errorCode="E1"/>';

export const badDrawings: readonly BadDrawing[] = [
  {
    title: 'flows that lead nowhere, into a start and out of an end',
    xml: bpmn(
      `${start}${serviceTask('a')}${end}${path('start', 'a', 'end')}${flow('a', 'gone')}${flow('a', 'start')}${flow('end', 'a')}`,
    ),
    faults: ['flow.dangling a_gone', 'flow.intoStart start', 'flow.outOfEnd end'],
  },
  {
    title: 'tasks that nobody said how to do',
    xml: bpmn(
      `${start}${node('serviceTask', 'a')}${node('scriptTask', 'b')}${node('businessRuleTask', 'c')}${node('callActivity', 'd')}${node('sendTask', 'e')}${node('receiveTask', 'f')}${end}${path('start', 'a', 'b', 'c', 'd', 'e', 'f', 'end')}`,
    ),
    faults: [
      'attribute.missing d',
      'message.missing f',
      'message.noImplementation e',
      'task.noImplementation a',
      'task.noImplementation b',
      'task.noImplementation c',
    ],
  },
  {
    title: 'expressions without their sign, with a bracket too few, of nothing',
    xml: bpmn(
      `${start}${node('serviceTask', 'a', mapped(input('=order.total *', 'x'), input('=(1 + 2', 'y'), input('=', 'z')))}
       <bpmn:exclusiveGateway id="gate" name="Which?" default="gate_end"/>${end}${path('start', 'a', 'gate')}
       <bpmn:sequenceFlow id="more" sourceRef="gate" targetRef="a"><bpmn:conditionExpression>total &gt; 5</bpmn:conditionExpression></bpmn:sequenceFlow>${flow('gate', 'end')}`,
    ),
    faults: ['expression.required more', 'expression.syntax a', 'expression.syntax a', 'expression.syntax a'],
  },
  {
    title: 'targets that are no variables',
    xml: bpmn(
      `${start}${node('serviceTask', 'a', mapped(input('=1', '1st'), input('=1', 'a-b'), input('=1', 'null'), input('=1', 'a..b'), input('=1', '')))}${end}${path('start', 'a', 'end')}`,
    ),
    faults: [
      'mapping.targetInvalid a',
      'mapping.targetInvalid a',
      'mapping.targetInvalid a',
      'mapping.targetInvalid a',
      'mapping.targetInvalid a',
    ],
  },
  {
    title: 'a decision without a way out and with a way too many',
    xml: bpmn(
      `${start}<bpmn:exclusiveGateway id="gate" name="Which?" default="elsewhere"/>${serviceTask('a')}${serviceTask('b')}${end}
       ${path('start', 'gate', 'a', 'end')}${flow('gate', 'b')}${path('b', 'end')}`,
    ),
    faults: ['flow.conditionMissing gate', 'flow.conditionMissing gate', 'reference.unresolved gate'],
  },
  {
    title: 'two catch-alls, a code twice and an error that goes on',
    xml: bpmn(
      `${start}${serviceTask('a')}${end}${path('start', 'a', 'end')}
       ${boundary('one', 'a', '<bpmn:errorEventDefinition/>')}${boundary('two', 'a', '<bpmn:errorEventDefinition/>')}
       ${boundary('three', 'a', errorOf('error'))}${boundary('four', 'a', errorOf('error'))}${boundary('five', 'a', errorOf('error'), 'cancelActivity="false"')}
       ${path('one', 'end')}${path('two', 'end')}${path('three', 'end')}${path('four', 'end')}${path('five', 'end')}`,
      { roots: caught },
    ),
    faults: ['error.duplicateCode a', 'error.severalCatchAll a', 'event.alwaysInterrupts five'],
  },
  {
    title: 'links without a pair, two landings of one name, a link in another scope',
    xml: bpmn(
      `${start}<bpmn:parallelGateway id="fork"/>${link('Throw', 'away', 'X')}${link('Throw', 'into', 'Y')}${link('Catch', 'here', 'Z')}${link('Catch', 'there', 'Z')}${end}
       ${node('subProcess', 'sub', `${node('startEvent', 's')}${node('endEvent', 'e')}${path('s', 'e')}${link('Catch', 'inner', 'Y')}${node('endEvent', 'e2')}${path('inner', 'e2')}`)}
       ${path('start', 'fork', 'away')}${path('fork', 'into')}${path('fork', 'sub', 'end')}${path('here', 'end')}${path('there', 'end')}`,
    ),
    faults: ['link.noCatch away', 'link.noCatch into', 'link.severalCatch order'],
  },
  {
    title: 'timers that cannot be read or stand in the wrong place',
    xml: bpmn(
      `${node('startEvent', 'start', timer('timeDuration', 'PT1H'))}${node('intermediateCatchEvent', 'a', timer('timeCycle', 'R3/PT1H'))}${node('intermediateCatchEvent', 'b', timer('timeDuration', '1 hour'))}
       ${node('intermediateCatchEvent', 'c', timer('timeDate', 'tomorrow'))}${node('intermediateCatchEvent', 'd', '<bpmn:timerEventDefinition/>')}${serviceTask('t')}${boundary('e', 't', timer('timeCycle', 'R/PT1H'))}${end}
       ${path('start', 'a', 'b', 'c', 'd', 't', 'end')}${path('e', 'end')}`,
    ),
    faults: [
      'timer.invalid b',
      'timer.invalid c',
      'timer.kindNotAllowed a',
      'timer.kindNotAllowed e',
      'timer.missing d',
    ],
  },
  {
    title: 'messages without a name, without a key, that do not exist',
    xml: bpmn(
      `${start}${node('intermediateCatchEvent', 'a', '<bpmn:messageEventDefinition/>')}${node('intermediateCatchEvent', 'b', '<bpmn:messageEventDefinition messageRef="nameless"/>')}
       ${node('intermediateCatchEvent', 'c', '<bpmn:messageEventDefinition messageRef="keyless"/>')}${node('intermediateCatchEvent', 'd', '<bpmn:messageEventDefinition messageRef="message_static"/>')}
       ${node('intermediateCatchEvent', 'e', '<bpmn:messageEventDefinition messageRef="missing"/>')}${end}${path('start', 'a', 'b', 'c', 'd', 'e', 'end')}`,
      {
        roots: `<bpmn:message id="nameless">${extensions('<zeebe:subscription correlationKey="=k"/>')}</bpmn:message><bpmn:message id="keyless" name="K"/>${message('static', 'orderId')}`,
      },
    ),
    faults: [
      'expression.required d',
      'message.correlationKeyMissing c',
      'message.missing a',
      'message.nameMissing b',
      'reference.unresolved e',
    ],
  },
  {
    title: 'an event gateway that leads to tasks, to one way, and to what others lead to',
    xml: bpmn(
      `${start}<bpmn:eventBasedGateway id="gate" name="First?"/><bpmn:eventBasedGateway id="lone" name="One?"/>${serviceTask('a')}${node('intermediateCatchEvent', 'b', timerDefinition('PT1M'))}${node('intermediateCatchEvent', 'c', timerDefinition('PT2M'))}${end}
       ${path('start', 'gate', 'a', 'b', 'end')}${path('gate', 'b')}${path('end0', 'lone', 'c', 'end')}${path('b', 'lone')}`,
    ),
    faults: [
      'eventGateway.outgoing lone',
      'eventGateway.target gate',
      'eventGateway.targetIncoming gate',
      'flow.dangling end0_lone',
    ],
  },
  {
    title: 'subprocesses without a start, with two, with a start that waits',
    xml: bpmn(
      `${start}${node('subProcess', 'none', node('endEvent', 'n'))}${node('subProcess', 'two', `${node('startEvent', 's1')}${node('startEvent', 's2')}${node('endEvent', 't')}${path('s1', 't')}${path('s2', 't')}`)}
       ${node('subProcess', 'timed', `${node('startEvent', 's3', timerDefinition('PT1M'))}${node('endEvent', 'u')}${path('s3', 'u')}`)}${end}${path('start', 'none', 'two', 'timed', 'end')}`,
    ),
    faults: ['subProcess.startEvents none', 'subProcess.startEvents timed', 'subProcess.startEvents two'],
  },
  {
    title: 'event subprocesses that flows lead to, that nothing starts, that start by nothing',
    xml: bpmn(
      `${start}${end}${path('start', 'end')}${eventSubProcess('flowing', `${node('startEvent', 's', errorOf('error'))}${node('endEvent', 'e')}${path('s', 'e')}`)}${flow('start', 'flowing')}
       ${eventSubProcess('plain', `${node('startEvent', 's2')}${node('endEvent', 'e2')}${path('s2', 'e2')}`)}${eventSubProcess('empty', node('endEvent', 'e3'))}
       ${eventSubProcess('going', `${node('startEvent', 's4', errorOf('error'), 'isInterrupting="false"')}${node('endEvent', 'e4')}${path('s4', 'e4')}`)}`,
      { roots: caught },
    ),
    faults: [
      'error.duplicateCode order',
      'event.alwaysInterrupts s4',
      'eventSubProcess.startEvents empty',
      'eventSubProcess.startEvents plain',
      'flow.eventSubProcess flowing',
    ],
  },
  {
    title: 'multi-instances of nothing, half an output, texts that should be expressions',
    xml: bpmn(
      `${start}${node('serviceTask', 'a', job + loop(''))}${node('serviceTask', 'b', job + loop('inputCollection="items"'))}${node('serviceTask', 'c', job + loop('inputCollection="=items" outputCollection="out"'))}
       ${node('serviceTask', 'd', job + loop('inputCollection="=items" inputElement="1st"'))}${node('serviceTask', 'e', job + loop('inputCollection="=items" outputCollection="out" outputElement="result"'))}${end}${path('start', 'a', 'b', 'c', 'd', 'e', 'end')}`,
    ),
    faults: [
      'expression.required b',
      'expression.required e',
      'loop.inputCollectionMissing a',
      'loop.outputIncomplete c',
    ],
  },
  {
    title: 'compensation without a handler, a handler in the flow, a throw that does not wait',
    xml: bpmn(
      `${start}${serviceTask('a')}${boundary('undone', 'a', '<bpmn:compensateEventDefinition/>')}${serviceTask('b')}${boundary('undo', 'b', '<bpmn:compensateEventDefinition/>')}${serviceTask('handler')}
       <bpmn:association id="x" associationDirection="One" sourceRef="undo" targetRef="handler"/>
       ${node('intermediateThrowEvent', 'throw', '<bpmn:compensateEventDefinition waitForCompletion="false"/>')}${end}${path('start', 'a', 'b', 'handler', 'throw', 'end')}`,
    ),
    faults: ['compensation.handlerNotMarked undo', 'compensation.noHandler undone', 'compensation.notWaiting throw'],
  },
  {
    title: 'a cancel end outside of a transaction and a cancel event on a task',
    xml: bpmn(
      `${start}${serviceTask('a')}${boundary('cancelled', 'a', '<bpmn:cancelEventDefinition/>')}${node('endEvent', 'end', '<bpmn:cancelEventDefinition/>')}${node('endEvent', 'end2')}${path('start', 'a', 'end')}${path('cancelled', 'end2')}`,
    ),
    faults: ['boundary.wrongHost cancelled', 'cancel.outsideTransaction end'],
  },
  {
    title: 'ids that stand twice, ids that are missing, a host that is not there',
    xml: bpmn(
      `${start}${serviceTask('a')}${serviceTask('a')}<bpmn:task name="nameless"/>${boundary('b', 'nobody', timerDefinition('PT1M'))}${end}${path('start', 'a', 'end')}${path('b', 'end')}`,
    ),
    faults: ['id.duplicate a', 'id.missing -', 'reference.unresolved b'],
  },
  {
    title: 'a file that is cut off',
    xml: bpmn(`${start}${end}${path('start', 'end')}`).slice(0, 420),
    faults: ['xml.malformed -'],
  },
  {
    title: 'user tasks with listeners that are none, a list with a hole, a date of no kind, a priority beyond',
    xml: bpmn(
      `${start}${node('userTask', 'a', extensions('<zeebe:userTask/><zeebe:taskListeners><zeebe:taskListener eventType="deleting" type="x"/><zeebe:taskListener eventType="creating" type=""/></zeebe:taskListeners>'))}
       ${node('userTask', 'b', extensions('<zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="a,,b"/><zeebe:taskSchedule dueDate="soon"/><zeebe:priorityDefinition priority="101"/>'))}
       ${node('userTask', 'c', extensions('<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="x"/></zeebe:taskListeners>'))}${end}${path('start', 'a', 'b', 'c', 'end')}`,
    ),
    faults: [
      'attribute.missing a',
      'listener.invalid a',
      'listener.notNative c',
      'userTask.dateInvalid b',
      'userTask.listInvalid b',
      'userTask.priorityInvalid b',
    ],
  },
  {
    title: 'a loop that nothing stops, and a condition behind a parallel gateway',
    xml: bpmn(
      `${start}<bpmn:exclusiveGateway id="merge"/>${node('task', 'a')}<bpmn:parallelGateway id="fork"/>${serviceTask('b')}${end}${path('start', 'merge', 'a', 'fork')}${flow('fork', 'b', 'x > 1')}${path('b', 'end')}${flow('fork', 'merge')}`,
    ),
    faults: ['flow.conditionNotAllowed fork', 'process.straightThroughLoop a'],
  },
  {
    title: 'ad-hoc subprocesses with a start, and with nothing in them',
    xml: bpmn(
      `${start}${node('adHocSubProcess', 'flowing', `${node('startEvent', 's')}${serviceTask('a')}${node('endEvent', 'e')}${path('s', 'a', 'e')}`)}${node('adHocSubProcess', 'empty')}${end}${path('start', 'flowing', 'empty', 'end')}`,
    ),
    faults: ['adHoc.empty empty', 'adHoc.startOrEnd flowing', 'adHoc.startOrEnd flowing'],
  },
  {
    title: 'decisions and calls that are bound to what is not deployed with them',
    xml: bpmn(
      `${start}${node('businessRuleTask', 'a', extensions('<zeebe:calledDecision decisionId="rate" resultVariable="r" bindingType="deployment"/>'))}${node('callActivity', 'b', extensions('<zeebe:calledElement processId="child" bindingType="versionTag"/>'))}
       ${node('callActivity', 'c', extensions('<zeebe:calledElement processId="=which" bindingType="deployment"/>'))}${node('businessRuleTask', 'd', extensions('<zeebe:calledDecision decisionId="rate" resultVariable="1st" bindingType="newest"/>'))}${end}${path('start', 'a', 'b', 'c', 'd', 'end')}`,
    ),
    faults: ['binding.dynamic c', 'binding.invalid d', 'binding.missing a', 'binding.versionTagMissing b'],
  },
  {
    title: 'process starts: two plain ones, one message twice, an error',
    xml: bpmn(
      `${start}${node('startEvent', 'start2')}${node('startEvent', 'm1', '<bpmn:messageEventDefinition messageRef="message_go"/>')}${node('startEvent', 'm2', '<bpmn:messageEventDefinition messageRef="message_go"/>')}${node('startEvent', 'broken', errorOf('error'))}${end}
       ${path('start', 'end')}${path('start2', 'end')}${path('m1', 'end')}${path('m2', 'end')}${path('broken', 'end')}`,
      { roots: message('go') + caught },
    ),
    faults: ['event.triggerNotAllowed broken', 'message.duplicateName order', 'startEvent.severalNone order'],
  },
];
