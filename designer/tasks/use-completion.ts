import type { UserTaskResult } from '@camunda8/orchestration-cluster-api';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JsonObject } from '#engine/contracts/json.ts';
import { completeTask } from '../api/user-tasks.ts';
import { useWords } from '../i18n/language.tsx';
import { useAnnounce } from '../ui/toasts.tsx';

/** Completes a task and goes on to the next; a refusal of the server stays on the page. */
export function useCompletion(task: UserTaskResult, onDone: () => void) {
  const { t } = useWords();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const complete = async (variables: JsonObject) => {
    setBusy(true);
    setError(null);
    try {
      await completeTask(task.userTaskKey, variables);
      announce.done(t('tasks.completed', { name: task.name ?? task.elementId }));
      onDone();
      await client.invalidateQueries({ queryKey: ['tasks'] });
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return { complete, busy, error };
}
