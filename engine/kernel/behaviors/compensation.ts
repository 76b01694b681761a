import type { ElementId } from '#engine/model/definition.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';

export function throwCompensation(run: Run, instance: ElementInstance, _activity: ElementId | null): void {
  run.queue({ type: 'complete', key: instance.key });
}
