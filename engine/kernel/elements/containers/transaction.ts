import type { Transaction } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { endWithLastChild } from '../../behaviors/container-end.ts';
import { start } from '../../lifecycle/start.ts';

/** A subprocess that can be cancelled. */
export const transaction: ElementBehavior<Transaction> = {
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
