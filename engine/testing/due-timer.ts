import type { CommandId } from '#engine/kernel/index.ts';
import type { TestInstance } from './test-instance.ts';

/** A timer of an instance that has not fired. */
export interface DueTimer {
  readonly instance: TestInstance;
  readonly due: number;
  readonly command: CommandId;
}

/** The next one that is due until then; of several at one instant the oldest. */
export function nextTimer(
  instances: readonly TestInstance[],
  until: number,
  fired: ReadonlySet<CommandId>,
): DueTimer | null {
  let next: DueTimer | null = null;
  for (const instance of instances) {
    for (const wait of Object.values(instance.state.waits)) {
      const isPending = wait.kind === 'timer' && wait.due <= until && !fired.has(wait.command);
      if (!isPending || (next !== null && next.due <= wait.due)) continue;
      next = { instance, due: wait.due, command: wait.command };
    }
  }
  return next;
}
