import { bpmn, end, flow, message, messageDefinition, path, serviceTask, start, timerDefinition } from './bpmn.ts';

/** One file a fault: the code that must be found, alone, and the element that it is told with. */
export interface Fault {
  readonly code: string;
  readonly element: string | null;
  readonly xml: string;
  /** Distinguishes cases of one code. */
  readonly label?: string;
}

export const fault = (code: string, element: string | null, xml: string, label?: string): Fault =>
  label === undefined ? { code, element, xml } : { code, element, xml, label };

/** start → the element(s) given by `ids` → end. */
export const around = (content: string, ids: readonly string[] | string, roots = '') => {
  const chain = typeof ids === 'string' ? [ids] : ids;
  return bpmn(`${start}${content}${end}${path('start', ...chain, 'end')}`, { roots });
};
export const extended = (type: string, id: string, extension: string, inside = '', attributes = '') =>
  `<bpmn:${type} id="${id}" name="${id}" ${attributes}><bpmn:extensionElements>${extension}</bpmn:extensionElements>${inside}</bpmn:${type}>`;
export const job = '<zeebe:taskDefinition type="work"/>';
export const service = (extension: string, inside = '') =>
  around(extended('serviceTask', 'task', job + extension, inside), 'task');
export const user = (extension: string, native = true) =>
  around(extended('userTask', 'task', (native ? '<zeebe:userTask/>' : '') + extension), 'task');
export const catching = (definition: string, roots = '') =>
  around(
    `<bpmn:intermediateCatchEvent id="event" name="E">${definition}</bpmn:intermediateCatchEvent>`,
    'event',
    roots,
  );
export const throwing = (definition: string, roots = '', extension = '') =>
  around(
    `<bpmn:intermediateThrowEvent id="event" name="E"><bpmn:extensionElements>${extension}</bpmn:extensionElements>${definition}</bpmn:intermediateThrowEvent>`,
    'event',
    roots,
  );
export const ending = (definition: string, roots = '') =>
  bpmn(`${start}<bpmn:endEvent id="event" name="E">${definition}</bpmn:endEvent>${path('start', 'event')}`, { roots });
export const boundary = (definition: string, options: { attributes?: string; roots?: string; host?: string } = {}) =>
  bpmn(
    `${start}${options.host ?? serviceTask('task')}${end}${path('start', 'task', 'end')}
     <bpmn:boundaryEvent id="event" name="E" attachedToRef="task" ${options.attributes ?? ''}>${definition}</bpmn:boundaryEvent>
     <bpmn:endEvent id="other" name="Other"/>${path('event', 'other')}`,
    { roots: options.roots ?? '' },
  );
export const eventSubProcess = (starts: string) =>
  bpmn(
    `${start}${end}${path('start', 'end')}<bpmn:subProcess id="sub" name="Sub" triggeredByEvent="true">${starts}</bpmn:subProcess>`,
    { roots: error('E1') },
  );
export const subProcess = (inside: string, tag = 'subProcess') =>
  around(`<bpmn:${tag} id="sub" name="Sub">${inside}</bpmn:${tag}>`, 'sub');
export const error = (code: string, id = 'error') => `<bpmn:error id="${id}" name="Error" errorCode="${code}"/>`;
export const escalation = '<bpmn:escalation id="escalation" name="Escalation" escalationCode="late"/>';
export const errorDefinition = (ref = 'error') => `<bpmn:errorEventDefinition errorRef="${ref}"/>`;
export const gateway = (attributes: string, flows: string) =>
  bpmn(
    `${start}<bpmn:exclusiveGateway id="gate" name="Which?" ${attributes}/>${serviceTask('a')}${end}
     ${path('start', 'gate')}${flows}${flow('a', 'end')}`,
  );
export const timeDate = (text: string) =>
  `<bpmn:timerEventDefinition><bpmn:timeDate>${text}</bpmn:timeDate></bpmn:timerEventDefinition>`;
export const timeCycle = (text: string) =>
  `<bpmn:timerEventDefinition><bpmn:timeCycle>${text}</bpmn:timeCycle></bpmn:timerEventDefinition>`;
export const eventGateway = (first: string, second: string, extra = '', attributes = '') =>
  bpmn(
    `${start}<bpmn:eventBasedGateway id="gate" name="First?" ${attributes}/>${first}${second}${end}
     ${path('start', 'gate', 'one', 'end')}${path('gate', 'two', 'end')}${extra}`,
    { roots: message('paid') },
  );
export const catchOne = `<bpmn:intermediateCatchEvent id="one" name="One">${messageDefinition('paid')}</bpmn:intermediateCatchEvent>`;
export const catchTwo = `<bpmn:intermediateCatchEvent id="two" name="Two">${timerDefinition('PT1H')}</bpmn:intermediateCatchEvent>`;
export const compensated = (between: string, handlers: string) =>
  bpmn(`${start}${serviceTask('task')}${end}${path('start', 'task', 'end')}${between}${handlers}`);
export const compensationEvent = (id = 'undo') =>
  `<bpmn:boundaryEvent id="${id}" name="Undo" attachedToRef="task"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>`;
export const handler = (id: string, marked = true) => serviceTask(id, '', marked ? 'isForCompensation="true"' : '');
export const association = (source: string, target: string) =>
  `<bpmn:association id="${source}-${target}" sourceRef="${source}" targetRef="${target}"/>`;
export const multiInstance = (zeebe: string, inside = '') =>
  service(
    '',
    `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>${zeebe}</bpmn:extensionElements>${inside}</bpmn:multiInstanceLoopCharacteristics>`,
  );
export const called = (attributes: string) =>
  around(extended('callActivity', 'call', `<zeebe:calledElement ${attributes}/>`), 'call');
export const plain = bpmn(`${start}${end}${path('start', 'end')}`);
