import type { BoundaryEvent } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { completeInTurn } from '../../lifecycle/pass-through.ts';

/** Exists only once it has been triggered (BND2): its host waits in its place. */
export const boundaryEvent: ElementBehavior<BoundaryEvent> = {
  activate(run, _element, instance) {
    return done(completeInTurn(run, instance));
  },
};
