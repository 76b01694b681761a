import type { ComplexGateway } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { flowsInPhase } from '../../behaviors/complex-gateway-phases.ts';
import { routeOn } from '../../lifecycle/pass-through.ts';

/**
 * Starts when its activation condition holds over the tokens that have arrived (CPX1), then waits for the rest and resets
 * (CPX3). Takes every flow whose condition holds; on reset only flows that ask for `waitingForStart` (CPX4). BPMN 2.0 §13.4.5.
 */
export const complexGateway: ElementBehavior<ComplexGateway> = {
  arrive(run, element, scope, flow) {
    if (element.incoming.length < 2) return false;
    run.write({ type: 'tokenArrived', scope: scope.key, gateway: element.id, flow });
    run.queue({ type: 'checkJoin', gateway: element.id, scope: scope.key });
    return true;
  },
  activate(run, element, instance) {
    const flows = flowsInPhase(run, element, instance);
    return flows.ok ? done(routeOn(run, instance, flows.value)) : flows;
  },
};
