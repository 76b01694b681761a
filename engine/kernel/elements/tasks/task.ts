import type { Task } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { completeInTurn } from '../../lifecycle/pass-through.ts';

/** An abstract or manual task is a note for people: the engine passes through (TSK1). */
export const task: ElementBehavior<Task> = {
  activate(run, _element, instance) {
    return done(completeInTurn(run, instance));
  },
};
