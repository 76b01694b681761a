import type { UserTaskResult } from '@camunda8/orchestration-cluster-api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { claimTask, taskByKey, taskForm, taskVariables, unclaimTask } from '../api/user-tasks.ts';
import { isTyping } from '../app/use-shortcuts.ts';
import { useWords } from '../i18n/language.tsx';
import { Blank, Skeleton } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { Lasted } from '../ui/clock.tsx';
import { Due } from '../ui/due.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { useAnnounce } from '../ui/toasts.tsx';
import { PlainTask } from './plain-task.tsx';

/** form-js is four times the size of the rest of this page: it comes when a form is there to show. */
const TaskForm = lazy(async () => ({ default: (await import('./task-form.tsx')).TaskForm }));

interface TaskDetailProps {
  readonly taskKey: string;
  readonly username: string;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

export function TaskDetail({ taskKey, username, onDone, onBack }: TaskDetailProps) {
  const { t } = useWords();
  const query = useQuery(taskByKey(taskKey));
  return (
    <div className="task-detail">
      <Button look="quiet" small icon="left" className="task-back" onClick={onBack}>
        {t('tasks.backToList')}
      </Button>
      <QueryView query={query}>
        {(task) => (
          <>
            <TaskHead task={task} username={username} />
            {task.state === 'CREATED' ? (
              <TaskWork task={task} username={username} onDone={onDone} />
            ) : (
              <Blank icon="check" title={t('tasks.gone')}>
                {t('tasks.goneText')}
              </Blank>
            )}
          </>
        )}
      </QueryView>
    </div>
  );
}

interface TaskProps {
  readonly task: UserTaskResult;
  readonly username: string;
}

function TaskHead({ task, username }: TaskProps) {
  const { t, name } = useWords();
  return (
    <header className="task-head">
      <div className="titles">
        <h2>{name(task.name ?? task.elementId)}</h2>
        <p className="soft">
          <Link to="/instances/$key" params={{ key: task.processInstanceKey }}>
            {name(task.processName ?? task.processDefinitionId)}
          </Link>{' '}
          · {t('tasks.assignee')}: {task.assignee ?? t('tasks.nobody')}
          {task.candidateGroups.length > 0 && ` · ${t('tasks.candidates')}: ${task.candidateGroups.join(', ')}`} ·{' '}
          <Lasted from={task.creationDate} until={task.completionDate} />
        </p>
        {task.dueDate !== null && task.state === 'CREATED' && <Due at={task.dueDate} />}
      </div>
      {task.state === 'CREATED' && <ClaimButton task={task} username={username} />}
    </header>
  );
}

function ClaimButton({ task, username }: TaskProps) {
  const { t } = useWords();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const mine = task.assignee === username;
  const toggle = useCallback(async () => {
    setBusy(true);
    try {
      await (mine ? unclaimTask(task.userTaskKey) : claimTask(task.userTaskKey, username));
      announce.done(t(mine ? 'tasks.released' : 'tasks.claimed'));
      await Promise.all([
        client.invalidateQueries({ queryKey: ['task', task.userTaskKey], exact: true }),
        client.invalidateQueries({ queryKey: ['tasks'] }),
      ]);
    } catch (error) {
      announce.failed(error);
    } finally {
      setBusy(false);
    }
  }, [announce, client, mine, t, task.userTaskKey, username]);
  const possible = mine || task.assignee === null;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'c' && possible && !isTyping(event) && !event.ctrlKey && !event.metaKey) void toggle();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [possible, toggle]);
  if (!possible) return null;
  return (
    <Button look={mine ? 'plain' : 'primary'} icon="user" disabled={busy} onClick={() => void toggle()}>
      {t(mine ? 'tasks.release' : 'tasks.claim')}
    </Button>
  );
}

interface TaskWorkProps extends TaskProps {
  readonly onDone: () => void;
}

function TaskWork({ task, username, onDone }: TaskWorkProps) {
  const { t } = useWords();
  const mine = task.assignee === username;
  const hasForm = task.formKey !== null;
  const form = useQuery({ ...taskForm(task.userTaskKey), enabled: hasForm });
  const variables = useQuery(taskVariables(task.userTaskKey));
  return (
    <>
      {!mine && (
        <p className="notice wait">
          {task.assignee === null ? t('tasks.claimFirst') : t('tasks.takenBy', { name: task.assignee })}
        </p>
      )}
      <QueryView query={variables}>
        {(values) =>
          hasForm ? (
            <QueryView query={form}>
              {(schema) =>
                schema === null ? (
                  <PlainTask task={task} values={values} mine={mine} onDone={onDone} />
                ) : (
                  <Suspense fallback={<Skeleton lines={6} />}>
                    <TaskForm task={task} schema={schema} values={values} mine={mine} onDone={onDone} />
                  </Suspense>
                )
              }
            </QueryView>
          ) : (
            <PlainTask task={task} values={values} mine={mine} onDone={onDone} />
          )
        }
      </QueryView>
    </>
  );
}
