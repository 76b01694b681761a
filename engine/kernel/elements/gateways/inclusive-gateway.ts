import type { InclusiveGateway } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { holdingFlows } from '../../behaviors/sequence-flows.ts';
import { routeOn } from '../../lifecycle/pass-through.ts';

/**
 * Splits: takes every flow whose condition holds (OR1), else the default flow (OR2), else raises an incident (OR3). Joins:
 * waits while something in its scope can still bring a token (OR4).
 */
export const inclusiveGateway: ElementBehavior<InclusiveGateway> = {
  arrive(run, element, scope, flow) {
    if (element.incoming.length < 2) return false;
    run.write({ type: 'tokenArrived', scope: scope.key, gateway: element.id, flow });
    run.queue({ type: 'checkJoin', gateway: element.id, scope: scope.key });
    return true;
  },
  activate(run, element, instance) {
    const flows = holdingFlows(run, element, instance, Infinity);
    return flows.ok ? done(routeOn(run, instance, flows.value)) : flows;
  },
};
