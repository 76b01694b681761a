/** Wraps process content (and other root elements) in the frame that every file needs. */
export function bpmn(content: string, options: { readonly roots?: string; readonly process?: string } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:silkflow="https://silkflow.dev/schema/bpmn/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Definitions" targetNamespace="https://silkflow.dev/test">
  <bpmn:process id="${options.process ?? 'order'}" name="Order" isExecutable="true">${content}</bpmn:process>
  ${options.roots ?? ''}
</bpmn:definitions>`;
}

/** `flow('a', 'b')` is a sequence flow `a_b`; a condition is FEEL without its `=`. */
export function flow(source: string, target: string, condition?: string): string {
  const body =
    condition === undefined ? '' : `<bpmn:conditionExpression>=${escape(condition)}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${source}_${target}" name="${source} to ${target}" sourceRef="${source}" targetRef="${target}">${body}</bpmn:sequenceFlow>`;
}

/** Flows through all of the elements, one after the other. */
export function path(...elements: readonly string[]): string {
  return elements
    .slice(1)
    .map((element, position) => flow(elements[position] ?? '', element))
    .join('');
}

export const start = '<bpmn:startEvent id="start" name="Start"/>';
export const end = '<bpmn:endEvent id="end" name="End"/>';

export function serviceTask(id: string, inside = '', attributes = ''): string {
  return `<bpmn:serviceTask id="${id}" name="${id}" ${attributes}><bpmn:extensionElements><zeebe:taskDefinition type="${id}"/></bpmn:extensionElements>${inside}</bpmn:serviceTask>`;
}

export function message(name: string, key = '=orderId'): string {
  const extension = `<bpmn:extensionElements><zeebe:subscription correlationKey="${key}"/></bpmn:extensionElements>`;
  return `<bpmn:message id="message_${name}" name="${name}">${extension}</bpmn:message>`;
}

export const timerDefinition = (duration: string) =>
  `<bpmn:timerEventDefinition id="timer_${duration.replaceAll(/\W/g, '')}"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition>`;

export const messageDefinition = (name: string) => `<bpmn:messageEventDefinition messageRef="message_${name}"/>`;

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
