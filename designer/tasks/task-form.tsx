import type { UserTaskResult } from '@camunda8/orchestration-cluster-api';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import type { JsonObject } from '#engine/contracts/json.ts';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { taskDraft } from '../api/user-tasks.ts';
import { useWords } from '../i18n/language.tsx';
import { Skeleton } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { useFormViewer } from './use-form-viewer.ts';
import { useCompletion } from './use-completion.ts';
import { useDraft } from './use-draft.ts';
import './task-form.css';

interface TaskFormProps {
  readonly task: UserTaskResult;
  readonly schema: JsonObject;
  readonly values: JsonObject;
  readonly mine: boolean;
  readonly onDone: () => void;
}

/** Waits for what the person typed last time, then shows the form with it. */
export function TaskForm(props: TaskFormProps) {
  const draft = useQuery(taskDraft(props.task.userTaskKey));
  if (draft.isPending) return <Skeleton lines={6} />;
  // A draft that cannot be read must not keep anyone from working.
  return <OpenForm {...props} draft={draft.data?.data ?? null} savedAt={draft.data?.updatedAt ?? null} />;
}

interface OpenFormProps extends TaskFormProps {
  readonly draft: JsonObject | null;
  readonly savedAt: string | null;
}

function OpenForm({ task, schema, values, mine, onDone, draft, savedAt }: OpenFormProps) {
  const { t, language } = useWords();
  const { complete, busy, error } = useCompletion(task, onDone);
  const { note, keep, drop } = useDraft(task.userTaskKey, savedAt);
  const [faults, setFaults] = useState(0);
  const onChanged = useCallback(
    (data: JsonObject) => {
      setFaults(0);
      if (mine) keep(data);
    },
    [keep, mine],
  );
  const { container, submit, importError } = useFormViewer(
    schema,
    draft === null ? values : { ...values, ...draft },
    !mine,
    language,
    onChanged,
  );
  const send = () => {
    const { data, faults: found } = submit();
    setFaults(found);
    if (found > 0) return;
    drop();
    void complete(data);
  };
  return (
    <>
      <div className="task-body">
        <div ref={container} className="task-form" />
        {importError !== null && <ErrorNotice error={importError} />}
      </div>
      {error !== null && <ErrorNotice error={error} />}
      <footer className="task-foot">
        <span className={faults > 0 ? 'field-error' : 'faint'} role="status">
          {faults > 0 ? t('tasks.invalid', { count: faults }) : note}
        </span>
        <Button look="primary" icon="check" disabled={!mine || busy} onClick={send}>
          {t(busy ? 'tasks.completing' : 'tasks.complete')}
        </Button>
      </footer>
    </>
  );
}
