import { setAllLocal } from './behaviors/variables.ts';
import type { Input } from './contract/input.ts';
import type { ElementData } from './contract/state.ts';
import { create } from './lifecycle/start.ts';
import type { Run } from './run.ts';

/** The first input of an instance (INS1). Start variables exist before the process activates. */
export function createInstance(run: Run, input: Extract<Input, { type: 'created' }>): void {
  const { key, flags, tenantId, businessId, root, parent, variables } = input;
  const { hash: definition } = run.linked;
  const { processId } = run.linked.definition;
  run.write({ type: 'instanceCreated', key, definition, processId, flags, tenantId, businessId, root, parent });
  const triggered = input.startEvent !== undefined;
  const data: ElementData = {
    ...(triggered && { startAt: [input.startEvent], payload: variables }),
    ...(input.startBefore !== undefined && { startAt: input.startBefore }),
  };
  create(run, run.element(processId), null, { data });
  // What comes with a message belongs to the start event that caught it; a caller's variables to the process.
  if (!triggered) setAllLocal(run, key, variables);
  run.queue({ type: 'activate', key });
}
