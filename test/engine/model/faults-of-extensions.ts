import { bpmn, end, path, start } from './support/bpmn.ts';
import type { Fault } from './support/fault.ts';

const fault = (code: string, element: string | null, xml: string, label: string): Fault => ({
  code,
  element,
  xml,
  label,
});
const through = (element: string, roots = '') =>
  bpmn(`${start}${element}${end}${path('start', 'el', 'end')}`, { roots });
const extended = (tag: string, extensions: string, inside = '') =>
  `<bpmn:${tag} id="el" name="E"><bpmn:extensionElements>${extensions}</bpmn:extensionElements>${inside}</bpmn:${tag}>`;
const job = '<zeebe:taskDefinition type="work"/>';
const user = (extensions: string) => through(extended('userTask', extensions));
const starting = (definition: string, roots = '') =>
  bpmn(`<bpmn:startEvent id="el" name="S">${definition}</bpmn:startEvent>${end}${path('el', 'end')}`, { roots });
const script = '<zeebe:script expression="=n + 1" resultVariable="n"/>';
const looping = (element: string) =>
  bpmn(
    `${start}<bpmn:exclusiveGateway id="merge" name="M"/>${element}<bpmn:exclusiveGateway id="more" name="More?" default="more_end"/>${end}
     ${path('start', 'merge', 'el', 'more', 'end')}<bpmn:sequenceFlow id="again" name="A" sourceRef="more" targetRef="merge"><bpmn:conditionExpression>=again</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    { roots: '<bpmn:signal id="signal" name="opened"/>' },
  );

/** Each seen to be refused by Zeebe 8.8 too. */
export const extensionFaults: readonly Fault[] = [
  fault('extension.several', 'el', through(extended('serviceTask', job + job)), 'task definitions'),
  fault(
    'extension.several',
    'el',
    through(extended('serviceTask', `${job}<zeebe:ioMapping/><zeebe:ioMapping/>`)),
    'io mappings',
  ),
  fault(
    'attribute.missing',
    'el',
    through(
      extended(
        'serviceTask',
        `${job}<zeebe:linkedResources><zeebe:linkedResource resourceId="robot" linkName="l"/></zeebe:linkedResources>`,
      ),
    ),
    'of a linked resource',
  ),
  fault(
    'userTask.listInvalid',
    'el',
    user('<zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="buyers,,sellers"/>'),
    'empty group',
  ),
  fault(
    'userTask.listInvalid',
    'el',
    user('<zeebe:userTask/><zeebe:assignmentDefinition candidateUsers="ada,"/>'),
    'comma at the end',
  ),
  fault('form.externalOnJobTask', 'el', user('<zeebe:formDefinition externalReference="form"/>'), ''),
  fault(
    'adHoc.interruptingEvent',
    'el',
    through(
      `<bpmn:adHocSubProcess id="el" name="E"><bpmn:task id="inside" name="In"/><bpmn:subProcess id="sub" name="Sub" triggeredByEvent="true">
        <bpmn:startEvent id="subStart" name="S"><bpmn:signalEventDefinition signalRef="signal"/></bpmn:startEvent></bpmn:subProcess></bpmn:adHocSubProcess>`,
      '<bpmn:signal id="signal" name="opened"/>',
    ),
    '',
  ),
  fault(
    'startEvent.notConstant',
    'el',
    starting('<bpmn:messageEventDefinition messageRef="m"/>', '<bpmn:message id="m" name="=kind"/>'),
    'message name',
  ),
  fault(
    'startEvent.notConstant',
    'el',
    starting('<bpmn:signalEventDefinition signalRef="signal"/>', '<bpmn:signal id="signal" name="=kind"/>'),
    'signal name',
  ),
  fault(
    'startEvent.notConstant',
    'el',
    starting('<bpmn:timerEventDefinition><bpmn:timeDate>=when</bpmn:timeDate></bpmn:timerEventDefinition>'),
    'date',
  ),
  fault(
    'timer.invalid',
    'el',
    starting('<bpmn:timerEventDefinition><bpmn:timeCycle>="every day"</bpmn:timeCycle></bpmn:timerEventDefinition>'),
    'from an expression of a start event',
  ),
  fault(
    'expression.required',
    'spare',
    through(
      extended('serviceTask', job),
      '<bpmn:message id="spare" name="spare"><bpmn:extensionElements><zeebe:subscription correlationKey="abc"/></bpmn:extensionElements></bpmn:message>',
    ),
    'key of a message that nothing uses',
  ),
  fault('process.straightThroughLoop', 'el', looping(extended('scriptTask', script)), 'of a script'),
  fault(
    'process.straightThroughLoop',
    'el',
    looping(
      '<bpmn:intermediateThrowEvent id="el" name="E"><bpmn:signalEventDefinition signalRef="signal"/></bpmn:intermediateThrowEvent>',
    ),
    'of a thrown signal',
  ),
];
