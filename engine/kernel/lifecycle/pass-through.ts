import type { FlowId } from '#engine/model/definition.ts';
import type { Activation } from '../behavior.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { finish } from './completion.ts';

/** The element does nothing itself: it completes in its turn. */
export function completeInTurn(run: Run, instance: ElementInstance): Activation {
  return { after: () => run.queue({ type: 'complete', key: instance.key }) };
}

/** A gateway routes and is gone: it activates and completes in one move, as in Zeebe. */
export function routeOn(run: Run, instance: ElementInstance, flows: readonly FlowId[]): Activation {
  return {
    after: () => {
      run.write({ type: 'elementCompleting', key: instance.key });
      finish(run, instance, flows);
    },
  };
}
