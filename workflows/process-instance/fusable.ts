import type { Command, InstanceState, Linked } from '#engine/kernel/index.ts';
import type { Definition, Element, ElementId } from '#engine/model/definition.ts';

/** What a fused run does one after the other: local activities, and decisions, which lie in the database of the worker. */
export type Fusable = Extract<Command, { type: 'runActivity' | 'evaluateDecision' }>;

// Beyond this, copying the state out of the sandbox costs more than the workflow tasks that a fused run spares.
const mostElements = 300;

/** Instances from before flag 8 (see `currentFlags`) run each decision by itself. */
export function isFusable(command: Command, { flags }: InstanceState): command is Fusable {
  if (command.type === 'evaluateDecision') return fusesDecisions(flags);
  return command.type === 'runActivity' && command.local;
}

function fusesDecisions(flags: readonly number[]): boolean {
  return flags.includes(8);
}

/** Whether a fused run may begin with this command, and whether it is worth it: another one can follow without a wait. */
export function isWorthFusing(linked: Linked, state: InstanceState, command: Fusable): boolean {
  const element = elementOf(linked, state, command);
  if (element === null || !mayFuse(linked.definition, element)) return false;
  if (Object.keys(state.elements).length > mostElements) return false;
  const { definition } = linked;
  return followers(definition, element.id).some(
    (next) => isLocalTask(definition, next) || (fusesDecisions(state.flags) && isDecision(next)),
  );
}

/**
 * A fused run does not look at what comes in meanwhile, so it must not hide an interruption: only the task's own errors may
 * interrupt it. A multi-instance's items run beside each other instead.
 */
export function mayFuse({ elements }: Definition, element: Element): boolean {
  if (!('boundary' in element) || element.loop !== null) return false;
  return element.boundary.every((id) => {
    const event = elements[id];
    return event?.kind !== 'boundaryEvent' || !event.interrupting || event.trigger.kind === 'error';
  });
}

export function elementOf(linked: Linked, state: InstanceState, command: Fusable): Element | null {
  const instance = state.elements[command.elementInstance];
  return instance === undefined ? null : (linked.definition.elements[instance.element] ?? null);
}

/** Elements that a token can reach from here without a wait in between: the first that can wait on every path. */
function followers({ elements, flows }: Definition, from: ElementId): readonly Element[] {
  const found: Element[] = [];
  const seen = new Set<ElementId>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const flow of elements[at]?.outgoing ?? []) {
      const next = elements[flows[flow]?.target ?? ''];
      if (next === undefined || seen.has(next.id)) continue;
      seen.add(next.id);
      if (passesThrough(next)) open.push(next.id);
      else found.push(next);
    }
  }
  return found;
}

function passesThrough({ kind }: Element): boolean {
  return (
    kind === 'exclusiveGateway' ||
    kind === 'parallelGateway' ||
    kind === 'inclusiveGateway' ||
    kind === 'intermediateThrowEvent' ||
    kind === 'scriptTask' ||
    kind === 'task' ||
    kind === 'manualTask'
  );
}

function isDecision(element: Element): boolean {
  return element.kind === 'businessRuleTask' && element.rule.kind === 'decision';
}

function isLocalTask({ activities }: Definition, element: Element): boolean {
  if (element.kind !== 'serviceTask' || element.job.type.kind !== 'static') return false;
  return activities[element.job.type.value]?.local === true;
}
