import type { Element, ElementId, FlowId } from '#engine/model/definition.ts';
import { type Attempt, done } from '../attempt.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import { start } from '../lifecycle/start.ts';
import type { Run } from '../run.ts';
import { openScope, type PlacedVariables } from './activate-at.ts';
import { flowsInPhase } from './complex-gateway-phases.ts';
import { chooseFlows, holdingFlows } from './sequence-flows.ts';

/**
 * Puts tokens behind an element as if it had just completed (MOD8): on the flows that it would choose, or at the target of a
 * link that it throws. Containers are made as by `activateAt`. Fails when no flow can be taken; it has written by then, so
 * try it on a copy first.
 */
export function activateAfter(
  run: Run,
  id: ElementId,
  ancestor: Key,
  variables: readonly PlacedVariables[],
): Attempt<void> {
  const element = run.element(id);
  const scope = openScope(run, id, ancestor, variables);
  const target = linkTarget(element);
  if (target !== null) start(run, target, scope);
  const flows = flowsBehind(run, element, run.live(scope));
  if (!flows.ok) return flows;
  for (const flow of flows.value) run.write({ type: 'flowTaken', flow, scope });
  for (const flow of flows.value) run.queue({ type: 'enter', element: run.flow(flow).target, scope, flow });
  return done(undefined);
}

/** Whether a token can come out of the element at all. */
export function leadsOn(element: Element): boolean {
  return element.outgoing.length > 0 || linkTarget(element) !== null;
}

/** Conditions see what the scope sees: the element has no instance, so it has no variables of its own. */
function flowsBehind(run: Run, element: Element, scope: ElementInstance): Attempt<readonly FlowId[]> {
  switch (element.kind) {
    case 'exclusiveGateway':
      return holdingFlows(run, element, scope, 1);
    case 'inclusiveGateway':
      return holdingFlows(run, element, scope, Infinity);
    case 'parallelGateway':
      return done(element.outgoing);
    case 'complexGateway':
      return flowsInPhase(run, element, scope);
    default:
      return chooseFlows(run, element, scope);
  }
}

function linkTarget(element: Element): ElementId | null {
  return element.kind === 'intermediateThrowEvent' && element.throws.kind === 'link' ? element.throws.target : null;
}
