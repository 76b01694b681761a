import type { EventBasedGateway } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';

/** Waits for the events behind it; the first to come decides the flow, the others are withdrawn (EVG1). */
export const eventBasedGateway: ElementBehavior<EventBasedGateway> = {
  activate() {
    return done({});
  },
  flows(run, element, instance) {
    const chosen = instance.data.interruption?.element;
    return done(element.outgoing.filter((id) => run.flow(id).target === chosen));
  },
};
