import type { SubProcess } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { endWithLastChild } from '../../behaviors/container-end.ts';
import { start } from '../../lifecycle/start.ts';

/** A scope of its own: starts at its none start event and completes with its last token (SUB1). */
export const subProcess: ElementBehavior<SubProcess> = {
  activate(run, element, instance) {
    return done({
      after: () => {
        const [first] = element.startEvents;
        if (first !== undefined) start(run, first, instance.key);
      },
    });
  },
  childEnded: endWithLastChild,
  isContainer: true,
};
