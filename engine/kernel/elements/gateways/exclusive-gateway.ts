import type { ExclusiveGateway } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { holdingFlows } from '../../behaviors/sequence-flows.ts';
import { routeOn } from '../../lifecycle/pass-through.ts';

/**
 * Takes the first outgoing flow whose condition holds, in declared order (XOR1), else the default flow (XOR2). With
 * neither, raises an incident and stays, so that a corrected variable can resume it (XOR3).
 */
export const exclusiveGateway: ElementBehavior<ExclusiveGateway> = {
  activate(run, element, instance) {
    const flows = holdingFlows(run, element, instance, 1);
    return flows.ok ? done(routeOn(run, instance, flows.value)) : flows;
  },
};
