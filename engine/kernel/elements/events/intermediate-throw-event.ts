import type { IntermediateThrowEvent } from '#engine/model/definition.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { completeThrow, leaveThrow, throwEvent } from './throwing.ts';

/** Throws, then its token goes on. */
export const intermediateThrowEvent: ElementBehavior<IntermediateThrowEvent> = {
  activate(run, element, instance) {
    return throwEvent(run, element.throws, instance);
  },
  complete(run, element, instance) {
    return completeThrow(run, element.throws, instance);
  },
  leave(run, element, instance) {
    return leaveThrow(run, element.throws, instance);
  },
};
