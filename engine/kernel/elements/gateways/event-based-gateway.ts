import type { EventBasedGateway } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { completeInTurn } from '../../lifecycle/pass-through.ts';

/**
 * Waits for the events behind it; the first to come decides the flow, the others are withdrawn (EVG1). One that started the
 * instance has its event already (EVG2); if it is parallel, the other events are awaited too (EVG3).
 */
export const eventBasedGateway: ElementBehavior<EventBasedGateway> = {
  activate(run, _element, instance) {
    return done(instance.data.caught === true ? completeInTurn(run, instance) : {});
  },
  flows(run, element, instance) {
    if (element.parallel) return done(element.outgoing);
    const chosen = instance.data.interruption?.element;
    return done(element.outgoing.filter((id) => run.flow(id).target === chosen));
  },
};
