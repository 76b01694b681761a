import { done } from '#engine/kernel/attempt.ts';
import type { ElementBehavior } from '#engine/kernel/behavior.ts';
import { holdingFlows } from '#engine/kernel/behaviors/sequence-flows.ts';
import { routeOn } from '#engine/kernel/lifecycle/pass-through.ts';
import type { ExclusiveGateway } from '#engine/model/definition.ts';

/** Takes the last flow whose condition holds where the engine takes the first: a change that running instances would feel. */
export const exclusiveGateway: ElementBehavior<ExclusiveGateway> = {
  activate(run, element, instance) {
    const flows = holdingFlows(run, element, instance, Infinity);
    return flows.ok ? done(routeOn(run, instance, flows.value.slice(-1))) : flows;
  },
};
