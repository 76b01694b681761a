import type { UserTaskResult } from '@camunda8/orchestration-cluster-api';
import type { JsonObject } from '#engine/contracts/json.ts';
import { useWords } from '../i18n/language.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { useCompletion } from './use-completion.ts';

interface PlainTaskProps {
  readonly task: UserTaskResult;
  readonly values: JsonObject;
  readonly mine: boolean;
  readonly onDone: () => void;
}

/** A task without a form: what it sees, and the button that completes it. */
export function PlainTask({ task, values, mine, onDone }: PlainTaskProps) {
  const { t } = useWords();
  const { complete, busy, error } = useCompletion(task, onDone);
  return (
    <>
      <div className="task-body">
        <p className="soft">{t('tasks.noForm')}</p>
        <h3>{t('tasks.values')}</h3>
        <dl className="facts">
          {Object.entries(values).map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt className="mono">{name}</dt>
              <dd>
                <code>{JSON.stringify(value)}</code>
              </dd>
            </div>
          ))}
        </dl>
      </div>
      {error !== null && <ErrorNotice error={error} />}
      <footer className="task-foot">
        <Button look="primary" icon="check" disabled={!mine || busy} onClick={() => void complete({})}>
          {t(busy ? 'tasks.completing' : 'tasks.complete')}
        </Button>
      </footer>
    </>
  );
}
