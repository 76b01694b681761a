import type { Event } from '#engine/kernel/index.ts';
import { RowChanges } from '../row-changes.ts';
import type { FoldContext } from './context.ts';
import { foldEvent } from './fold-event.ts';

/**
 * Folds events in order. A migration renames what was written before it and not what comes after, so the changes come in
 * parts to be written one after the other; without a migration it is one part.
 */
export function foldEvents(
  context: Omit<FoldContext, 'changes'>,
  events: readonly Event[],
  into: RowChanges = new RowChanges(),
): readonly RowChanges[] {
  const parts = [into];
  let current: FoldContext = { ...context, changes: into };
  for (const event of events) {
    foldEvent(current, event);
    if (event.type === 'instanceMigrated') {
      const changes = new RowChanges();
      parts.push(changes);
      current = { ...current, changes };
    }
  }
  return parts;
}
