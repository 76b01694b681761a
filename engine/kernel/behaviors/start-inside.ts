import type { SubProcess, Transaction } from '#engine/model/definition.ts';
import { type Attempt, done } from '../attempt.ts';
import type { Activation } from '../behavior.ts';
import type { ElementInstance } from '../contract/state.ts';
import { start } from '../lifecycle/start.ts';
import type { Run } from '../run.ts';

/** Starts a subprocess at its none start event, or at the elements that a modification asks for. */
export function startInside(
  run: Run,
  element: SubProcess | Transaction,
  instance: ElementInstance,
): Attempt<Activation> {
  return done({
    after: () => {
      const [first] = element.startEvents;
      if (instance.data.empty === true) return;
      if (first !== undefined) start(run, first, instance.key);
    },
  });
}
