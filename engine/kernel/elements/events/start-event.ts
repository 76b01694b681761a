import type { StartEvent } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { planBehindStart } from '../../behaviors/subscriptions.ts';
import { completeInTurn } from '../../lifecycle/pass-through.ts';

/**
 * Has been triggered before it exists: what came with the trigger goes through its output mappings (STA1). Then its scope
 * begins to listen for its boundary events and event subprocesses (ESP4).
 */
export const startEvent: ElementBehavior<StartEvent> = {
  activate(run, _element, instance) {
    return done(completeInTurn(run, instance));
  },
  leave(run, _element, instance) {
    return instance.scope === null ? done(() => undefined) : planBehindStart(run, run.live(instance.scope));
  },
};
