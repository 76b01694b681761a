import type { ParallelGateway } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { takeTokens } from '../../behaviors/take-tokens.ts';
import { activate } from '../../lifecycle/activation.ts';
import { routeOn } from '../../lifecycle/pass-through.ts';
import { create } from '../../lifecycle/start.ts';

/**
 * Waits for one token on each incoming flow (AND1), then puts one on each outgoing flow (AND2). Of two tokens on one flow
 * the second waits for the next round (AND3).
 */
export const parallelGateway: ElementBehavior<ParallelGateway> = {
  arrive(run, element, scope, flow) {
    if (element.incoming.length < 2) return false;
    run.write({ type: 'tokenArrived', scope: scope.key, gateway: element.id, flow });
    const arrived = scope.joins?.[element.id] ?? {};
    if (element.incoming.every((id) => arrived[id] !== undefined)) {
      takeTokens(run, scope.key, element.id, element.incoming);
      activate(run, create(run, element, scope.key));
    }
    return true;
  },
  activate(run, element, instance) {
    return done(routeOn(run, instance, element.outgoing));
  },
};
