import { child, children, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import type { Draft } from './draft.ts';
import type { ProcessIndex } from './process-index.ts';

/** What every part of the compiler is given. */
export interface Context {
  readonly draft: Draft;
  readonly index: ProcessIndex;
  readonly file: FileIndex;
}

/** What concerns more than one process of a file. */
export interface FileIndex {
  readonly collaboration: Node | null;
  readonly messageFlows: readonly { readonly id: string; readonly source: Node; readonly target: Node }[];
}

export function indexFile(definitions: Node): FileIndex {
  const collaboration = children(definitions, 'rootElements').find((root) => root.$type === 'bpmn:Collaboration');
  const messageFlows = children(collaboration ?? null, 'messageFlows').flatMap((flow) => {
    const source = child(flow, 'sourceRef');
    const target = child(flow, 'targetRef');
    return source && target && flow.id !== undefined ? [{ id: flow.id, source, target }] : [];
  });
  return { collaboration: collaboration ?? null, messageFlows };
}

/** The `bpmn:Message` that an event or task refers to. */
export function messageOf(node: Node): Node | null {
  const definitions = children(node, 'eventDefinitions');
  const definition = definitions.find((entry) => entry.$type === 'bpmn:MessageEventDefinition');
  return child(node, 'messageRef') ?? child(definition ?? null, 'messageRef');
}

/** What the element that a message flow leads to from here waits for. */
export function messageFlowTarget(file: FileIndex, elementId: string): Node | null {
  return file.messageFlows.find(({ source }) => source.id === elementId)?.target ?? null;
}

/** Directly in the process, not in an event subprocess: catching a message here starts an instance. */
export function isProcessStart(node: Node): boolean {
  return node.$type === 'bpmn:StartEvent' && node.$parent?.$type === 'bpmn:Process';
}

export function labelOf(node: Node): string | null {
  const name = text(node, 'name');
  return name === null || name.trim() === '' ? null : name;
}
