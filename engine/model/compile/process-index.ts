import { child, children, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';

/** What an element needs to know of the others before it can be compiled: one walk over the process's tree. */
export interface ProcessIndex {
  readonly process: Node;
  /** Flow nodes by id, containers included. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** Sequence flows in declared order. */
  readonly flows: readonly { readonly flow: Node; readonly container: Node }[];
  /** Ids of flows by the id of the element they leave or enter, in declared order. */
  readonly outgoing: ReadonlyMap<string, readonly string[]>;
  readonly incoming: ReadonlyMap<string, readonly string[]>;
  readonly boundary: ReadonlyMap<string, readonly string[]>;
  readonly associations: readonly { readonly source: string; readonly target: string }[];
  readonly dataReferences: readonly Node[];
  /** Flow nodes without an id, which cannot be compiled. */
  readonly nameless: readonly Node[];
}

const dataTypes = new Set(['bpmn:DataObjectReference', 'bpmn:DataStoreReference']);
const ignoredTypes = new Set([...dataTypes, 'bpmn:DataObject', 'bpmn:SequenceFlow']);

export function indexProcess(process: Node, collaboration: Node | null): ProcessIndex {
  const nodes = new Map<string, Node>();
  const flows: { flow: Node; container: Node }[] = [];
  const boundary = new Map<string, string[]>();
  const artifacts: Node[] = [...children(collaboration, 'artifacts')];
  const dataReferences: Node[] = [];
  const nameless: Node[] = [];

  const walk = (container: Node) => {
    artifacts.push(...children(container, 'artifacts'));
    for (const node of children(container, 'flowElements')) {
      if (node.$type === 'bpmn:SequenceFlow') flows.push({ flow: node, container });
      else if (dataTypes.has(node.$type)) dataReferences.push(node);
      if (ignoredTypes.has(node.$type)) continue;
      if (node.id === undefined) nameless.push(node);
      else nodes.set(node.id, node);
      const host = child(node, 'attachedToRef')?.id;
      if (host !== undefined && node.id !== undefined) append(boundary, host, node.id);
      walk(node);
    }
  };
  walk(process);

  const outgoing = new Map<string, string[]>();
  const incoming = new Map<string, string[]>();
  for (const { flow } of flows) {
    const source = child(flow, 'sourceRef')?.id;
    const target = child(flow, 'targetRef')?.id;
    if (flow.id === undefined || source === undefined || target === undefined) continue;
    append(outgoing, source, flow.id);
    append(incoming, target, flow.id);
  }
  const associations = artifacts.flatMap((artifact) => {
    const source = child(artifact, 'sourceRef')?.id;
    const target = child(artifact, 'targetRef')?.id;
    if (artifact.$type !== 'bpmn:Association' || source === undefined || target === undefined) return [];
    return [{ source, target }];
  });
  return { process, nodes, flows, outgoing, incoming, boundary, associations, dataReferences, nameless };
}

function append(map: Map<string, string[]>, key: string, entry: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}

/** Ids of the flow nodes directly inside a container, in declared order. */
export function childIds(container: Node): readonly string[] {
  return children(container, 'flowElements')
    .filter((node) => !ignoredTypes.has(node.$type))
    .flatMap((node) => (node.id === undefined ? [] : [node.id]));
}

/** `bpmn:ServiceTask` → `serviceTask`, as in XML. */
export function tagOf(node: Node): string {
  const local = node.$type.slice(node.$type.indexOf(':') + 1);
  return local.charAt(0).toLowerCase() + local.slice(1);
}

/** Where a compensation event's associations lead: ids of the activities at their other end. */
export function handlersOf(index: ProcessIndex, boundaryEvent: string): readonly string[] {
  return index.associations.flatMap(({ source, target }) => {
    const other = source === boundaryEvent ? target : target === boundaryEvent ? source : null;
    // Text annotations hang on associations too.
    return other !== null && index.nodes.has(other) ? [other] : [];
  });
}

export function hasEventDefinition(node: Node, type: string): boolean {
  return children(node, 'eventDefinitions').some((definition) => definition.$type === type);
}

export function isEventSubProcess(node: Node): boolean {
  return text(node, 'triggeredByEvent') === 'true';
}
