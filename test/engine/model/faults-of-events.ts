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
  catching,
  throwing,
  ending,
  boundary,
  eventSubProcess,
  subProcess,
  error,
  escalation,
  errorDefinition,
  timeDate,
  timeCycle,
  eventGateway,
  catchOne,
  catchTwo,
  compensated,
  compensationEvent,
  handler,
  association,
} from './support/fault.ts';
import type { Fault } from './support/fault.ts';

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
