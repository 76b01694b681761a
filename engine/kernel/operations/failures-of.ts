import type { ElementId } from '#engine/model/definition.ts';
import type { Run } from '../run.ts';

/**
 * The incidents that the work would raise, told by trying it on a copy: what an element would wait for can only be told once
 * it is there, with its variables.
 */
export function failuresOf(
  run: Run,
  work: (on: Run) => void,
): readonly { readonly id: ElementId; readonly reason: string }[] {
  const trial = run.trial();
  work(trial);
  return trial.events.flatMap((event) =>
    event.type === 'incidentRaised' ? [{ id: event.element, reason: event.message }] : [],
  );
}
