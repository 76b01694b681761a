import type { ComplexGateway } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { holdingFlows } from '../../behaviors/sequence-flows.ts';
import { routeOn } from '../../lifecycle/pass-through.ts';

/** Splits as an inclusive gateway does (CPX1). */
export const complexGateway: ElementBehavior<ComplexGateway> = {
  activate(run, element, instance) {
    const flows = holdingFlows(run, element, instance, Infinity);
    return flows.ok ? done(routeOn(run, instance, flows.value)) : flows;
  },
};
