import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { session } from '../api/overview.ts';
import type { Queue, TaskRow } from '../api/user-tasks.ts';
import { taskQueue } from '../api/user-tasks.ts';
import type { TaskSearch } from '../app/router.tsx';
import { useWords } from '../i18n/language.tsx';
import { Blank } from '../ui/blank.tsx';
import { SearchField, Segmented } from '../ui/fields.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { TaskDetail } from './task-detail.tsx';
import { TaskList } from './task-list.tsx';
import { useTaskKeys } from './use-task-keys.ts';
import './tasks.css';

const route = getRouteApi('/tasks');
const queues = ['mine', 'unassigned', 'all', 'completed'] as const;

/** Queue on the left, the chosen task with its form on the right; after a task the next one is chosen. */
export function TasksPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = useNavigate();
  const username = useQuery(session).data?.user.username;
  const queue = search.queue ?? 'unassigned';
  const query = useQuery({ ...taskQueue(queue, search.q ?? '', username ?? ''), enabled: username !== undefined });
  const change = useCallback(
    (changed: TaskSearch, replace = false) =>
      void navigate({ from: '/tasks', to: '/tasks', search: (now) => ({ ...now, ...changed }), replace }),
    [navigate],
  );
  // The chosen task stays: the text comes when typing has ended, and a task may have been chosen meanwhile.
  const onSearch = useCallback((q: string) => change({ q: q === '' ? undefined : q }, true), [change]);
  const select = useCallback((task: string | undefined) => change({ task }, true), [change]);
  const rows = query.data?.rows ?? [];
  useTaskKeys(rows, search.task, select);
  return (
    <div className="page full tasks-page">
      <TasksHead
        queue={queue}
        text={search.q ?? ''}
        onQueue={(chosen) => change({ queue: chosen, task: undefined })}
        onSearch={onSearch}
      />
      <div className={`task-columns ${search.task === undefined ? '' : 'chosen'}`}>
        <section className="card task-list-card" aria-label={t('tasks.list')} aria-busy={query.isFetching}>
          <QueryView query={query}>
            {(data) =>
              data.rows.length === 0 ? (
                <EmptyQueue queue={queue} text={search.q ?? ''} onQueue={(chosen) => change({ queue: chosen })} />
              ) : (
                <TaskList rows={data.rows} chosen={search.task} onChoose={select} />
              )
            }
          </QueryView>
        </section>
        <section className="card task-detail-card">
          {search.task === undefined || username === undefined ? (
            <Blank icon="tasks" title={t('tasks.select')}>
              {t('tasks.selectText')}
            </Blank>
          ) : (
            <TaskDetail
              key={search.task}
              taskKey={search.task}
              username={username}
              onDone={() => select(nextAfter(rows, search.task))}
              onBack={() => select(undefined)}
            />
          )}
        </section>
      </div>
    </div>
  );
}

interface TasksHeadProps {
  readonly queue: Queue;
  readonly text: string;
  readonly onQueue: (queue: Queue) => void;
  readonly onSearch: (text: string) => void;
}

function TasksHead({ queue, text, onQueue, onSearch }: TasksHeadProps) {
  const { t } = useWords();
  const options = queues.map((value) => ({ value, label: t(`tasks.queue.${value}`) }));
  return (
    <div className="page-head">
      <div className="titles">
        <h1>{t('tasks.title')}</h1>
      </div>
      <div className="toolbar" role="search">
        <Segmented label={t('tasks.queue.label')} value={queue} options={options} onChange={onQueue} />
        <SearchField label={t('tasks.search')} value={text} onSearch={onSearch} />
      </div>
    </div>
  );
}

/** The task below the one that was just completed, else the first that is left. */
function nextAfter(rows: readonly TaskRow[], done: string | undefined): string | undefined {
  const index = rows.findIndex((row) => row.task.userTaskKey === done);
  const left = rows.filter((row) => row.task.userTaskKey !== done);
  return (left[Math.max(0, index)] ?? left[0])?.task.userTaskKey;
}

interface EmptyQueueProps {
  readonly queue: Queue;
  readonly text: string;
  readonly onQueue: (queue: Queue) => void;
}

function EmptyQueue({ queue, text, onQueue }: EmptyQueueProps) {
  const { t } = useWords();
  const other = queue === 'mine' ? 'unassigned' : 'all';
  const actions = queue !== 'all' && (
    <button type="button" className="button" onClick={() => onQueue(other)}>
      {t(other === 'all' ? 'tasks.empty.showAll' : 'tasks.empty.showUnassigned')}
    </button>
  );
  const title = text === '' ? t(`tasks.empty.${queue}`) : t('tasks.empty.found', { text });
  return (
    <Blank icon="tasks" title={title} actions={actions}>
      {text === '' ? t(`tasks.empty.${queue}Text`) : t('tasks.empty.foundText')}
    </Blank>
  );
}
