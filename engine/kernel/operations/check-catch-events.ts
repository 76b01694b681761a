import type { Definition, Element, ElementId } from '#engine/model/definition.ts';
import { triggerOf } from '../behaviors/subscriptions.ts';
import type { Problem } from '../contract/outcome.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import type { MigrationPlan } from './migration-plan.ts';
import { refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/**
 * Catch events that are mapped stay with their element, keep their kind, and do not become one (MIG3). Those of a multi-instance
 * belong to its body.
 */
export function checkCatchEvents(run: Run, instance: ElementInstance, plan: MigrationPlan): readonly Problem[] {
  const { definition } = run.linked;
  const source = definition.elements[instance.element];
  const host =
    plan.target.elements[instance.scope === null ? plan.target.processId : (to(instance.element, plan) ?? '')];
  if (source === undefined || host === undefined || instance.data.index !== undefined) return [];
  const there = catchEventsOf(plan.target, host);
  const taken = new Set<ElementId>();
  return catchEventsOf(definition, source).flatMap((id) => {
    const target = to(id, plan);
    const [event, other] = [definition.elements[id], plan.target.elements[target ?? '']];
    if (target === undefined || event === undefined || other === undefined) return [];
    if (!there.includes(target)) return no('migrate.detached', sayNo('migrate.detached', { source: id, target }), id);
    const [kind, otherKind] = [triggerOf(event).kind, triggerOf(other).kind];
    const names = { source: id, kind, target, otherKind };
    if (kind !== otherKind) return no('migrate.trigger', sayNo('migrate.trigger', names), id);
    if (taken.has(target)) return no('migrate.merged', sayNo('migrate.merged', { target }), id);
    taken.add(target);
    return [];
  });
}

function to(id: ElementId, { mapping }: MigrationPlan): ElementId | undefined {
  return mapping.get(id);
}

/** Boundary events of the element, starts of the event subprocesses in it, events behind it if it is an event-based gateway. */
function catchEventsOf({ elements, flows }: Definition, element: Element): readonly ElementId[] {
  const boundary = 'boundary' in element ? element.boundary : [];
  const inner = 'eventSubProcesses' in element ? element.eventSubProcesses : [];
  const starts = inner.flatMap((id) => {
    const one = elements[id];
    return one?.kind === 'eventSubProcess' ? one.startEvents : [];
  });
  const behind = element.kind === 'eventBasedGateway' ? element.outgoing.map((flow) => flows[flow]?.target ?? '') : [];
  return [...boundary, ...starts, ...behind];
}

function no(key: string, message: string, elementId: ElementId): readonly Problem[] {
  return refuse('INVALID_STATE', key, message, { elementId });
}
