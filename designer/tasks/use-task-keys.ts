import { useEffect } from 'react';
import type { TaskRow } from '../api/user-tasks.ts';
import { isTyping } from '../app/use-shortcuts.ts';

/** J and K walk through the list. */
export function useTaskKeys(
  rows: readonly TaskRow[],
  chosen: string | undefined,
  choose: (task: string | undefined) => void,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (step === 0 || rows.length === 0) return;
      const index = rows.findIndex((row) => row.task.userTaskKey === chosen);
      const target = index === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, index + step));
      choose(rows[target]?.task.userTaskKey);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [rows, chosen, choose]);
}
