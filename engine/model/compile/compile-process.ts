import type { ActivityManifest } from '#engine/contracts/activity.ts';
import type { Definition, Element, JobDefinition, Process, SequenceFlow, Throw, Value } from '../definition.ts';
import { body, child, extension, filled, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { indexFile, labelOf } from './context.ts';
import type { Context, FileIndex } from './context.ts';
import { dataItems } from './data.ts';
import { emptyDraft, fault, feel } from './draft.ts';
import type { Draft, ResolveResource } from './draft.ts';
import { contents, element } from './elements.ts';
import { jobPriority, listeners, properties, readSensitivity, serviceLevel } from './extensions.ts';
import { lanes } from './lanes.ts';
import { indexProcess, tagOf } from './process-index.ts';
import type { ModelProblem } from '../problem.ts';

/** The definition as far as it can be read, and what is wrong with it. With an error among the problems it must not run. */
export interface CompiledProcess {
  readonly definition: Definition;
  readonly problems: readonly ModelProblem[];
}

export function compileProcess(
  definitions: Node,
  process: Node,
  options: { readonly activities: readonly ActivityManifest[]; readonly resolve: ResolveResource | null },
): CompiledProcess {
  const file = indexFile(definitions);
  const index = indexProcess(process, file.collaboration);
  const draft = emptyDraft(options.resolve);
  const context: Context = { draft, index, file };
  const processId = process.id ?? '';
  draft.elements[processId] = processElement(context, process, processId);
  for (const [id, node] of index.nodes) {
    // In a plain object this name would set the prototype instead of a member.
    if (id === '__proto__') fault(draft, 'id.invalid', { elementId: id }, { id });
    const compiled = id === '__proto__' ? null : element(context, node, id);
    if (compiled !== null) draft.elements[id] = compiled;
  }
  for (const node of index.nameless) fault(draft, 'id.missing', { elementId: null }, { type: tagOf(node) });
  readFlows(context);
  readSensitivity(draft, process, processId);
  const calendar = filled(extension(process, 'silkflow:Calendar'), 'id');
  const definition: Definition = {
    format: 1,
    processId,
    name: labelOf(process),
    versionTag: filled(extension(process, 'zeebe:VersionTag'), 'value'),
    elements: draft.elements,
    flows: draft.flows,
    expressions: draft.expressions,
    activities: boundActivities(draft, options.activities),
    lanes: lanes(process),
    dataObjects: dataItems(index),
    messageFlows: messageFlows(file, index.nodes),
    ...(draft.sensitivity.length > 0 && { sensitivity: draft.sensitivity }),
    ...(calendar !== null && { calendar }),
  };
  return { definition, problems: draft.problems };
}

function processElement({ draft }: Context, process: Node, id: string): Process {
  const sla = serviceLevel(draft, process, id);
  return {
    kind: 'process',
    id,
    name: labelOf(process),
    scope: null,
    incoming: [],
    outgoing: [],
    defaultFlow: null,
    inputs: [],
    outputs: [],
    listeners: listeners(draft, process, id, 'execution', ['start', 'end', 'cancel']),
    properties: properties(process),
    ...(sla && { sla }),
    ...contents(process),
    jobPriority: jobPriority(draft, process, id),
  };
}

/** Flows with both ends; a flow without one is a fault of the file, told where the file is read. */
function readFlows({ draft, index }: Context): void {
  for (const { flow } of index.flows) {
    const source = child(flow, 'sourceRef');
    const target = child(flow, 'targetRef');
    if (flow.id === undefined) fault(draft, 'id.missing', { elementId: null }, { type: 'sequenceFlow' });
    for (const end of ['sourceRef', 'targetRef'] as const) {
      // A name that leads nowhere leaves the property unset, as a missing attribute does.
      if (child(flow, end) === null)
        fault(draft, 'flow.dangling', { elementId: flow.id ?? null }, { flow: flow.id ?? '?', end });
    }
    if (flow.id === undefined || source?.id === undefined || target?.id === undefined) continue;
    if (source.$parent !== target.$parent) fault(draft, 'flow.crossesScope', { elementId: flow.id }, { flow: flow.id });
    draft.flows[flow.id] = sequenceFlow(draft, flow, { id: flow.id, source: source.id, target: target.id });
  }
}

function sequenceFlow(
  draft: Draft,
  flow: Node,
  ends: { readonly id: string; readonly source: string; readonly target: string },
): SequenceFlow {
  const source = body(flow, 'conditionExpression');
  const place = { elementId: ends.id, path: 'conditionExpression' };
  return { ...ends, name: labelOf(flow), condition: source === null ? null : (feel(draft, source, place) ?? -1) };
}

function messageFlows(file: FileIndex, nodes: ReadonlyMap<string, Node>): Definition['messageFlows'] {
  return file.messageFlows.flatMap(({ id, source, target }) => {
    const concerns = [source.id, target.id].some((end) => end !== undefined && nodes.has(end));
    return concerns ? [{ id, source: source.id ?? '', target: target.id ?? '' }] : [];
  });
}

/**
 * The manifests of the job types that the process names. A type that is an expression is known at run time only: then all
 * manifests are bound, so that every activity it may name is.
 */
function boundActivities(draft: Draft, manifests: readonly ActivityManifest[]): Definition['activities'] {
  const types = Object.values(draft.elements).flatMap(jobTypes);
  const named = new Set(types.flatMap((type) => (type.kind === 'static' ? [type.value] : [])));
  const isOpen = types.some((type) => type.kind === 'feel');
  return Object.fromEntries(
    manifests.filter(({ type }) => isOpen || named.has(type)).map((manifest) => [manifest.type, manifest]),
  );
}

function jobTypes(element: Element): readonly Value[] {
  const asked = element.kind === 'userTask' ? element.taskListeners : [];
  const listenerTypes = [...element.listeners, ...asked].map((listener) => listener.type);
  return [...listenerTypes, ...ownJobs(element).map((job) => job.type)];
}

function ownJobs(element: Element): readonly JobDefinition[] {
  switch (element.kind) {
    case 'serviceTask':
      return [element.job];
    case 'sendTask':
      return element.send.kind === 'job' ? [element.send.job] : [];
    case 'scriptTask':
      return element.script.kind === 'job' ? [element.script.job] : [];
    case 'businessRuleTask':
      return element.rule.kind === 'job' ? [element.rule.job] : [];
    case 'adHocSubProcess':
      return element.job === null ? [] : [element.job];
    case 'intermediateThrowEvent':
    case 'endEvent':
      return thrownJobs(element.throws);
    default:
      return [];
  }
}

function thrownJobs(thrown: Throw): readonly JobDefinition[] {
  if (thrown.kind === 'multiple') return thrown.of.flatMap(thrownJobs);
  return thrown.kind === 'messageJob' ? [thrown.job] : [];
}

export function isExecutable(process: Node): boolean {
  return text(process, 'isExecutable') === 'true';
}
