import { useCallback, useEffect, useRef, useState } from 'react';
import type { JsonObject } from '#engine/contracts/json.ts';
import { saveDraft } from '../api/user-tasks.ts';
import { useWords } from '../i18n/language.tsx';

const restMs = 800;

type DraftState =
  | { readonly kind: 'none' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'failed' };

/** Keeps what is typed on the server once the typing rests, and at once when the task is left. */
export function useDraft(taskKey: string, savedAt: string | null) {
  const { t, formats } = useWords();
  const [state, setState] = useState<DraftState>(savedAt === null ? { kind: 'none' } : { kind: 'saved', at: savedAt });
  const waiting = useRef<{ readonly data: JsonObject; readonly timer: ReturnType<typeof setTimeout> } | null>(null);
  const save = useCallback(
    async (data: JsonObject) => {
      waiting.current = null;
      try {
        await saveDraft(taskKey, data);
        setState({ kind: 'saved', at: new Date().toISOString() });
      } catch {
        setState({ kind: 'failed' });
      }
    },
    [taskKey],
  );
  const keep = useCallback(
    (data: JsonObject) => {
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      waiting.current = { data, timer: setTimeout(() => void save(data), restMs) };
      setState({ kind: 'saving' });
    },
    [save],
  );
  const drop = useCallback(() => {
    if (waiting.current !== null) clearTimeout(waiting.current.timer);
    waiting.current = null;
  }, []);
  useEffect(() => {
    const flush = () => {
      if (waiting.current === null) return;
      clearTimeout(waiting.current.timer);
      void save(waiting.current.data);
    };
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [save]);
  return { note: noteOf(state), keep, drop };

  function noteOf(draft: DraftState): string {
    switch (draft.kind) {
      case 'none':
        return '';
      case 'saving':
        return t('tasks.draftSaving');
      case 'saved':
        return t('tasks.draftSaved', { time: formats.time(draft.at) });
      case 'failed':
        return t('tasks.draftFailed');
    }
  }
}
