import type { StartEvent } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { completeInTurn } from '../../lifecycle/pass-through.ts';

/** Has been triggered before it exists: what came with the trigger goes through its output mappings (STA1). */
export const startEvent: ElementBehavior<StartEvent> = {
  activate(run, _element, instance) {
    return done(completeInTurn(run, instance));
  },
};
