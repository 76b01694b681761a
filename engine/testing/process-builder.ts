import { eventDefinitionXml, messageReference } from './event-xml.ts';
import { Declarations, Scope } from './process-shape.ts';
import type {
  ElementOptions,
  EventOptions,
  FlowOptions,
  JobOptions,
  Node,
  ProcessOptions,
  UserTaskOptions,
} from './process-shape.ts';
import {
  escape,
  expression,
  extensionElements,
  jobExtensions,
  parallelMultiple,
  scopeXml,
  taskListenerXml,
} from './process-xml.ts';

/**
 * Draws small processes in code, for tests: `process('order').startEvent().serviceTask('charge', { type: 'charge' }) …
 * .toXml()`. Each call appends an element behind the current one; `from` moves the place to go on at, `to` draws a flow to
 * an element that exists. The XML has no diagram interchange: it runs, it is not to be looked at.
 */
export function process(id: string, options: ProcessOptions = {}): ProcessBuilder {
  return new ProcessBuilder(id, options);
}

export class ProcessBuilder {
  readonly #id: string;
  readonly #options: ProcessOptions;
  readonly #declarations: Declarations;
  readonly #scope: Scope;
  #at: string | null = null;
  #pending: FlowOptions = {};
  #counter: { next: number; definitions: number };

  constructor(
    id: string,
    options: ProcessOptions,
    inside?: { scope: Scope; declarations: Declarations; counter: { next: number; definitions: number } },
  ) {
    this.#id = id;
    this.#options = options;
    this.#scope = inside?.scope ?? new Scope();
    this.#declarations = inside?.declarations ?? new Declarations();
    this.#counter = inside?.counter ?? { next: 1, definitions: 0 };
  }

  startEvent(id = 'start', event: EventOptions = { none: true }, options: ElementOptions = {}): this {
    this.#at = null;
    return this.#add('startEvent', id, options, {
      attributes: parallelMultiple(event),
      body: this.#definitions(event),
    });
  }

  endEvent(id = this.#fresh('end'), event: EventOptions = { none: true }, options: ElementOptions = {}): this {
    return this.#add('endEvent', id, options, this.#throwing(event));
  }

  throwEvent(id: string, event: EventOptions = { none: true }, options: ElementOptions = {}): this {
    return this.#add('intermediateThrowEvent', id, options, this.#throwing(event));
  }

  catchEvent(id: string, event: EventOptions, options: ElementOptions = {}): this {
    const attributes = parallelMultiple(event);
    return this.#add('intermediateCatchEvent', id, options, { attributes, body: this.#definitions(event) });
  }

  /** Attached to `host`; the builder goes on behind the event. */
  boundaryEvent(
    id: string,
    host: string,
    event: EventOptions,
    options: ElementOptions & { readonly interrupting?: boolean } = {},
  ): this {
    this.#at = null;
    const attributes = {
      attachedToRef: host,
      ...(options.interrupting === false && { cancelActivity: 'false' }),
      ...parallelMultiple(event),
    };
    return this.#add('boundaryEvent', id, options, { attributes, body: this.#definitions(event) });
  }

  task(id: string, options: ElementOptions = {}): this {
    return this.#add('task', id, options);
  }

  manualTask(id: string, options: ElementOptions = {}): this {
    return this.#add('manualTask', id, options);
  }

  serviceTask(id: string, options: JobOptions = {}): this {
    return this.#add('serviceTask', id, options, { extensions: jobExtensions(options.type ?? id, options) });
  }

  sendTask(id: string, options: JobOptions = {}): this {
    return this.#add('sendTask', id, options, { extensions: jobExtensions(options.type ?? id, options) });
  }

  /** A native user task. `extensions` takes assignment, schedule, form. */
  userTask(id: string, options: UserTaskOptions = {}): this {
    return this.#add('userTask', id, options, {
      extensions: ['<zeebe:userTask/>', ...taskListenerXml(options.taskListeners ?? [])],
    });
  }

  /** FEEL, or with a `type` a job as of a service task. */
  scriptTask(
    id: string,
    script: { readonly expression: string; readonly result: string } | { readonly type: string },
    options: JobOptions = {},
  ): this {
    if ('type' in script)
      return this.#add('scriptTask', id, options, { extensions: jobExtensions(script.type, options) });
    const extension = `<zeebe:script expression="${escape(`=${script.expression}`)}" resultVariable="${script.result}"/>`;
    return this.#add('scriptTask', id, options, { extensions: [extension] });
  }

  /** A decision, or with a `type` a job as of a service task. */
  businessRuleTask(
    id: string,
    rule: { readonly decision: string; readonly result: string } | { readonly type: string },
    options: JobOptions = {},
  ): this {
    if ('type' in rule)
      return this.#add('businessRuleTask', id, options, { extensions: jobExtensions(rule.type, options) });
    const extension = `<zeebe:calledDecision decisionId="${escape(rule.decision)}" resultVariable="${rule.result}"/>`;
    return this.#add('businessRuleTask', id, options, { extensions: [extension] });
  }

  receiveTask(
    id: string,
    message: { readonly message: string; readonly correlationKey: string },
    options: ElementOptions = {},
  ): this {
    return this.#add('receiveTask', id, options, {
      attributes: { messageRef: messageReference(this.#declarations, message.message, message.correlationKey) },
    });
  }

  callActivity(
    id: string,
    call: { readonly process: string; readonly allToChild?: boolean; readonly allToParent?: boolean },
    options: ElementOptions = {},
  ): this {
    const flags = [
      call.allToParent === undefined ? '' : ` propagateAllChildVariables="${call.allToParent}"`,
      call.allToChild === undefined ? '' : ` propagateAllParentVariables="${call.allToChild}"`,
    ].join('');
    const extension = `<zeebe:calledElement processId="${escape(call.process)}"${flags}/>`;
    return this.#add('callActivity', id, options, { extensions: [extension] });
  }

  exclusiveGateway(id: string, options: ElementOptions = {}): this {
    return this.#add('exclusiveGateway', id, options);
  }

  parallelGateway(id: string, options: ElementOptions = {}): this {
    return this.#add('parallelGateway', id, options);
  }

  inclusiveGateway(id: string, options: ElementOptions = {}): this {
    return this.#add('inclusiveGateway', id, options);
  }

  complexGateway(id: string, options: ElementOptions & { readonly activation?: string } = {}): this {
    const body = options.activation === undefined ? [] : [expression('activationCondition', options.activation)];
    return this.#add('complexGateway', id, options, { body });
  }

  eventBasedGateway(id: string, options: ElementOptions = {}): this {
    return this.#add('eventBasedGateway', id, options);
  }

  subProcess(id: string, inside: (scope: ProcessBuilder) => unknown, options: ElementOptions = {}): this {
    return this.#add('subProcess', id, options, { children: this.#inside(inside) });
  }

  transaction(id: string, inside: (scope: ProcessBuilder) => unknown, options: ElementOptions = {}): this {
    return this.#add('transaction', id, options, { children: this.#inside(inside) });
  }

  adHocSubProcess(
    id: string,
    inside: (scope: ProcessBuilder) => unknown,
    options: ElementOptions & {
      readonly active?: string;
      readonly completion?: string;
      readonly cancelRemaining?: boolean;
    } = {},
  ): this {
    const active = options.active === undefined ? '' : ` activeElementsCollection="${escape(`=${options.active}`)}"`;
    const body = options.completion === undefined ? [] : [expression('completionCondition', options.completion)];
    const attributes: Record<string, string> =
      options.cancelRemaining === false ? { cancelRemainingInstances: 'false' } : {};
    return this.#add('adHocSubProcess', id, options, {
      children: this.#inside(inside),
      extensions: [`<zeebe:adHoc${active}/>`],
      body,
      attributes,
    });
  }

  /** Lies in the scope without a flow; `event` starts it. The builder stays where it is. */
  eventSubProcess(
    id: string,
    event: EventOptions,
    inside: (scope: ProcessBuilder) => unknown,
    options: ElementOptions & {
      readonly interrupting?: boolean;
      readonly startOutputs?: Readonly<Record<string, string>>;
    } = {},
  ): this {
    const at = this.#at;
    this.#at = null;
    const outputs = options.startOutputs === undefined ? {} : { outputs: options.startOutputs };
    const children = this.#inside((scope) => {
      const attributes: Record<string, string> = options.interrupting === false ? { isInterrupting: 'false' } : {};
      inside(
        scope.startEvent(`${id}_start`, event, {
          attributes: { ...attributes, ...parallelMultiple(event) },
          ...outputs,
        }),
      );
    });
    this.#add('subProcess', id, options, { attributes: { triggeredByEvent: 'true' }, children });
    this.#at = at;
    return this;
  }

  /** The activity that undoes `host`, tied to it by a compensation boundary event and an association. */
  compensation(host: string, handler: string, options: JobOptions = {}): this {
    const at = this.#at;
    const event = `${host}_compensation`;
    this.boundaryEvent(event, host, { compensation: null });
    this.#at = null;
    this.serviceTask(handler, { ...options, isForCompensation: true });
    this.#scope.associations.push({ source: event, target: handler });
    this.#at = at;
    return this;
  }

  /** A reference to a data object, the variable of this name, in the current scope. */
  dataObject(id: string, name: string): this {
    this.#scope.data.push(
      `<bpmn:dataObject id="${id}_object"/><bpmn:dataObjectReference id="${id}" name="${escape(name)}" dataObjectRef="${id}_object"/>`,
    );
    return this;
  }

  /** A reference to a data store of this name, which other processes may know too. */
  dataStore(id: string, name: string): this {
    const ref = this.#declarations.refer(
      'DataStore',
      name,
      (store) => `<bpmn:dataStore id="${store}" name="${escape(name)}"/>`,
    );
    this.#scope.data.push(`<bpmn:dataStoreReference id="${id}" name="${escape(name)}" dataStoreRef="${ref}"/>`);
    return this;
  }

  /** Goes on behind an element that exists. */
  from(id: string): this {
    this.#at = id;
    return this;
  }

  /** The next element gets no flow: a link's target. */
  unlinked(): this {
    this.#at = null;
    return this;
  }

  /** Options of the next flow that is drawn. */
  flow(options: FlowOptions): this {
    this.#pending = options;
    return this;
  }

  /** Draws a flow to an element that exists; the builder goes on behind it. */
  to(id: string): this {
    this.#connect(id);
    this.#at = id;
    return this;
  }

  toXml(): string {
    const inner = `${extensionElements(this.#options.extensions === undefined ? [] : [this.#options.extensions])}${scopeXml(this.#scope)}`;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<bpmn:definitions id="Definitions" xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:silkflow="http://silkflow.dev/schema/1.0" targetNamespace="http://silkflow.dev/tests">',
      `<bpmn:process id="${this.#id}" isExecutable="true">${inner}</bpmn:process>`,
      this.#declarations.toXml(),
      '</bpmn:definitions>',
    ].join('');
  }

  #inside(build: (scope: ProcessBuilder) => unknown): Scope {
    const scope = new Scope();
    const inside = { scope, declarations: this.#declarations, counter: this.#counter };
    build(new ProcessBuilder(this.#id, {}, inside));
    return scope;
  }

  #add(
    tag: string,
    id: string,
    options: ElementOptions,
    parts: Partial<Pick<Node, 'attributes' | 'extensions' | 'body' | 'children'>> = {},
  ): this {
    this.#scope.nodes.push({
      id,
      tag,
      options,
      attributes: { ...parts.attributes },
      extensions: parts.extensions ?? [],
      body: parts.body ?? [],
      children: parts.children ?? null,
    });
    if (this.#at !== null) this.#connect(id);
    this.#at = id;
    return this;
  }

  #connect(target: string): void {
    const source = this.#at;
    if (source === null) throw new Error(`There is nothing to draw a flow from to ${target}`);
    const { id = this.#freshFlow(source, target), condition = null, default: isDefault } = this.#pending;
    this.#pending = {};
    this.#scope.flows.push({ id, source, target, condition });
    const node = this.#scope.nodes.find((one) => one.id === source);
    if (isDefault === true && node !== undefined) node.attributes.default = id;
  }

  #freshFlow(source: string, target: string): string {
    const id = `${source}_${target}`;
    return this.#scope.flows.some((flow) => flow.id === id) ? `${id}_${this.#counter.next++}` : id;
  }

  #fresh(prefix: string): string {
    const id = this.#counter.next === 1 ? prefix : `${prefix}_${this.#counter.next}`;
    this.#counter.next += 1;
    return id;
  }

  #throwing(event: EventOptions): Pick<Node, 'extensions' | 'body'> {
    if (!('job' in event)) return { extensions: [], body: this.#definitions(event) };
    const message = this.#declarations.refer(
      'Message',
      event.job,
      (id) => `<bpmn:message id="${id}" name="${event.job}"/>`,
    );
    return {
      extensions: [`<zeebe:taskDefinition type="${escape(event.job)}"/>`],
      body: [`<bpmn:messageEventDefinition messageRef="${message}"/>`],
    };
  }

  #definitions(event: EventOptions): readonly string[] {
    return eventDefinitionXml(this.#declarations, event).map((xml) => {
      this.#counter.definitions += 1;
      // Zeebe wants the definition of a compensation event to have an id.
      return xml.replace('EventDefinition', `EventDefinition id="definition_${this.#counter.definitions}"`);
    });
  }
}
