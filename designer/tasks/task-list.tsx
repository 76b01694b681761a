import { useEffect, useRef } from 'react';
import type { TaskRow } from '../api/user-tasks.ts';
import { useWords } from '../i18n/language.tsx';
import { Ago, Lasted } from '../ui/clock.tsx';
import { Due } from '../ui/due.tsx';
import { Icon } from '../ui/icon.tsx';

interface TaskListProps {
  readonly rows: readonly TaskRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (task: string) => void;
}

export function TaskList({ rows, chosen, onChoose }: TaskListProps) {
  return (
    <ul className="task-list">
      {rows.map((row) => (
        <TaskLine
          key={row.task.userTaskKey}
          row={row}
          chosen={row.task.userTaskKey === chosen}
          onChoose={() => onChoose(row.task.userTaskKey)}
        />
      ))}
    </ul>
  );
}

interface TaskLineProps {
  readonly row: TaskRow;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function TaskLine({ row: { task, businessId }, chosen, onChoose }: TaskLineProps) {
  const { t, name } = useWords();
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li ref={line}>
      <button type="button" aria-current={chosen} onClick={onChoose}>
        <span className="task-line-head">
          <strong className="truncate">{name(task.name ?? task.elementId)}</strong>
          {task.dueDate !== null && task.state === 'CREATED' && <Due at={task.dueDate} />}
        </span>
        <span className="task-line-foot">
          <span className="truncate">
            {businessId ?? task.processInstanceKey}{' '}
            <span className="faint">· {name(task.processName ?? task.processDefinitionId)}</span>
          </span>
          <span className="faint nowrap">
            {task.assignee !== null && (
              <>
                <Icon name="user" size={12} /> {task.assignee} ·{' '}
              </>
            )}
            {task.completionDate === null ? <Lasted from={task.creationDate} /> : <Ago at={task.completionDate} />}
          </span>
        </span>
        <span className="visually-hidden">{task.assignee === null ? t('tasks.nobody') : ''}</span>
      </button>
    </li>
  );
}
