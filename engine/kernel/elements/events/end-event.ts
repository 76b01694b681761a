import type { EndEvent } from '#engine/model/definition.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { completeThrow, leaveThrow, throwEvent } from './throwing.ts';

/** Ends its token; what it throws is thrown first. */
export const endEvent: ElementBehavior<EndEvent> = {
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
