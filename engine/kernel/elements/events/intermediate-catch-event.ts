import type { IntermediateCatchEvent } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { completeInTurn } from '../../lifecycle/pass-through.ts';

/** Waits for its trigger (CAT1). A link's target and an event that a gateway has caught already go on at once (CAT2). */
export const intermediateCatchEvent: ElementBehavior<IntermediateCatchEvent> = {
  activate(run, element, instance) {
    const goesOn = instance.data.caught === true || element.trigger.kind === 'link' || element.trigger.kind === 'none';
    return done(goesOn ? completeInTurn(run, instance) : {});
  },
};
