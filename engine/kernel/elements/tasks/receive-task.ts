import type { ReceiveTask } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { completeInTurn } from '../../lifecycle/pass-through.ts';

/** Waits for its message (MSG1); one that started the instance has come already. */
export const receiveTask: ElementBehavior<ReceiveTask> = {
  activate(run, _element, instance) {
    return done(instance.data.caught === true ? completeInTurn(run, instance) : {});
  },
};
