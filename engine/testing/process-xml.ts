import type {
  ElementOptions,
  EventOptions,
  Flow,
  JobOptions,
  Node,
  Scope,
  TaskListenerOptions,
} from './process-shape.ts';

export function scopeXml(scope: Scope): string {
  const nodes = scope.nodes.map((node) => nodeXml(node, scope)).join('');
  const flows = scope.flows.map(flowXml).join('');
  const associations = scope.associations
    .map(
      ({ source, target }) =>
        `<bpmn:association id="${source}_${target}" associationDirection="One" sourceRef="${source}" targetRef="${target}"/>`,
    )
    .join('');
  return scope.data.join('') + nodes + flows + associations;
}

function nodeXml(node: Node, scope: Scope): string {
  const { options } = node;
  const attributes = {
    id: node.id,
    ...(options.name !== undefined && { name: options.name }),
    ...(options.isForCompensation === true && { isForCompensation: 'true' }),
    ...node.attributes,
    ...options.attributes,
  };
  const inner = [
    extensionElements([...node.extensions, ...mappingXml(options), ...listenerXml(options), options.extensions ?? '']),
    ...scope.flows.filter(({ target }) => target === node.id).map(({ id }) => `<bpmn:incoming>${id}</bpmn:incoming>`),
    ...scope.flows.filter(({ source }) => source === node.id).map(({ id }) => `<bpmn:outgoing>${id}</bpmn:outgoing>`),
    dataXml(node.id, options),
    loopXml(options),
    node.children === null ? '' : scopeXml(node.children),
    ...node.body,
    options.body ?? '',
  ].join('');
  const tag = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`);
  return `<bpmn:${node.tag}${tag.join('')}>${inner}</bpmn:${node.tag}>`;
}

function flowXml({ id, source, target, condition }: Flow): string {
  const body = condition === null ? '' : expression('conditionExpression', condition);
  return `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${body}</bpmn:sequenceFlow>`;
}

export function extensionElements(parts: readonly string[]): string {
  const inner = parts.join('');
  return inner === '' ? '' : `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
}

export function jobExtensions(type: string, options: JobOptions): readonly string[] {
  const retries = options.retries === undefined ? '' : ` retries="${escape(options.retries)}"`;
  const headers = Object.entries(options.headers ?? {}).map(
    ([key, value]) => `<zeebe:header key="${escape(key)}" value="${escape(value)}"/>`,
  );
  const definition = `<zeebe:taskDefinition type="${escape(type)}"${retries}/>`;
  return headers.length === 0
    ? [definition]
    : [definition, `<zeebe:taskHeaders>${headers.join('')}</zeebe:taskHeaders>`];
}

function mappingXml(options: ElementOptions): readonly string[] {
  const mapping = (tag: string, entries: Readonly<Record<string, string>> | undefined): string =>
    Object.entries(entries ?? {})
      .map(([target, source]) => `<zeebe:${tag} source="${escape(`=${source}`)}" target="${target}"/>`)
      .join('');
  const inner = mapping('input', options.inputs) + mapping('output', options.outputs);
  return inner === '' ? [] : [`<zeebe:ioMapping>${inner}</zeebe:ioMapping>`];
}

function listenerXml({ listeners = [] }: ElementOptions): readonly string[] {
  if (listeners.length === 0) return [];
  const inner = listeners.map(({ event, type, retries }) => {
    const attempts = retries === undefined ? '' : ` retries="${escape(retries)}"`;
    return `<zeebe:executionListener eventType="${event}" type="${escape(type)}"${attempts}/>`;
  });
  return [`<zeebe:executionListeners>${inner.join('')}</zeebe:executionListeners>`];
}

/** Input associations end, and output ones begin, at a property of the activity, as modelers draw them. */
function dataXml(id: string, { reads = [], writes = [] }: ElementOptions): string {
  const named = [...reads, ...writes].map(({ as }, index) => ({ property: `${id}_data_${index}`, as }));
  const properties = named.map(
    ({ property, as }) => `<bpmn:property id="${property}" name="${as ?? '__targetRef_placeholder'}"/>`,
  );
  const associations = [...reads, ...writes].map(({ item, transformation }, index) => {
    const property = named[index]?.property ?? '';
    const isInput = index < reads.length;
    const [source, target] = isInput ? [item, property] : [property, item];
    const tag = isInput ? 'dataInputAssociation' : 'dataOutputAssociation';
    const body = transformation === undefined ? '' : text('transformation', `=${transformation}`);
    return `<bpmn:${tag} id="${property}_association"><bpmn:sourceRef>${source}</bpmn:sourceRef><bpmn:targetRef>${target}</bpmn:targetRef>${body}</bpmn:${tag}>`;
  });
  return [...properties, ...associations].join('');
}

export function taskListenerXml(listeners: readonly TaskListenerOptions[]): readonly string[] {
  if (listeners.length === 0) return [];
  const inner = listeners.map(({ event, type }) => `<zeebe:taskListener eventType="${event}" type="${escape(type)}"/>`);
  return [`<zeebe:taskListeners>${inner.join('')}</zeebe:taskListeners>`];
}

function loopXml({ multiInstance, standardLoop }: ElementOptions): string {
  if (standardLoop !== undefined) {
    const { condition, testBefore, maximum } = standardLoop;
    const attributes = `${testBefore === true ? ' testBefore="true"' : ''}${maximum === undefined ? '' : ` loopMaximum="${maximum}"`}`;
    const body = condition === undefined ? '' : expression('loopCondition', condition);
    return `<bpmn:standardLoopCharacteristics${attributes}>${body}</bpmn:standardLoopCharacteristics>`;
  }
  if (multiInstance === undefined) return '';
  const { sequential, inputCollection, inputElement, outputCollection, outputElement, completionCondition } =
    multiInstance;
  const attributes = [
    ` inputCollection="${escape(`=${inputCollection}`)}"`,
    inputElement === undefined ? '' : ` inputElement="${inputElement}"`,
    outputCollection === undefined ? '' : ` outputCollection="${outputCollection}"`,
    outputElement === undefined ? '' : ` outputElement="${escape(`=${outputElement}`)}"`,
  ].join('');
  const condition = completionCondition === undefined ? '' : expression('completionCondition', completionCondition);
  const order = sequential === true ? ' isSequential="true"' : '';
  return `<bpmn:multiInstanceLoopCharacteristics${order}><bpmn:extensionElements><zeebe:loopCharacteristics${attributes}/></bpmn:extensionElements>${condition}</bpmn:multiInstanceLoopCharacteristics>`;
}

export function timerXml(timer: Extract<EventOptions, { timer: unknown }>['timer']): string {
  if ('date' in timer) return text('timeDate', timer.date);
  if ('duration' in timer) return text('timeDuration', timer.duration);
  return text('timeCycle', timer.cycle);
}

export function expression(tag: string, feel: string): string {
  return text(tag, `=${feel}`);
}

function text(tag: string, value: string): string {
  return `<bpmn:${tag} xsi:type="bpmn:tFormalExpression">${escape(value)}</bpmn:${tag}>`;
}

export function parallelMultiple(event: EventOptions): Record<string, string> {
  return 'several' in event && event.parallel === true ? { parallelMultiple: 'true' } : {};
}

export function escape(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
