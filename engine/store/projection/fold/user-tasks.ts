import type { UserTaskChange } from '#engine/kernel/index.ts';
import type { Column } from '../row-changes.ts';
import { parseInstant, storableInstant, storableOrNull, storableText } from '../storable.ts';
import type { EventOf, FoldContext } from './context.ts';

type UserTaskEvent = EventOf<'userTaskCreated' | 'userTaskChanged' | 'userTaskCompleted' | 'userTaskCancelled'>;

/** `user_task`. */
export function foldUserTask(context: FoldContext, event: UserTaskEvent): void {
  const { changes } = context;
  switch (event.type) {
    case 'userTaskCreated':
      insertUserTask(context, event);
      break;
    case 'userTaskChanged':
      changes.update('user_task', event.key, { ...changedColumns(event.change), action: storableText(event.action) });
      break;
    case 'userTaskCompleted':
      changes.update('user_task', event.key, {
        state: 'completed',
        action: storableText(event.action),
        ended_at: storableInstant(event.at),
      });
      break;
    case 'userTaskCancelled':
      changes.update('user_task', event.key, { state: 'cancelled', ended_at: storableInstant(event.at) });
      break;
    default:
      event satisfies never;
  }
}

function insertUserTask(
  { changes, process, ...context }: FoldContext,
  { key, task, at }: EventOf<'userTaskCreated'>,
): void {
  changes.insert('user_task', key, {
    user_task_key: key,
    instance_key: context.key,
    tenant_id: context.tenantId,
    process_id: process.processId,
    process_definition_key: process.processDefinitionKey,
    element_instance_key: task.elementInstance,
    element_id: task.element,
    name: storableOrNull(task.name),
    state: 'created',
    assignee: storableOrNull(task.assignee),
    candidate_groups: task.candidateGroups.map(storableText),
    candidate_users: task.candidateUsers.map(storableText),
    due_at: parseInstant(task.dueDate),
    follow_up_at: parseInstant(task.followUpDate),
    priority: task.priority,
    form_id: storableOrNull(task.formId),
    form_hash: task.formHash,
    external_form_reference: storableOrNull(task.externalFormReference),
    headers: JSON.stringify(task.headers),
    action: null,
    created_at: storableInstant(at),
    ended_at: null,
  });
}

function changedColumns(change: UserTaskChange): Record<string, Column> {
  const columns: Record<string, Column> = {};
  if (change.assignee !== undefined) columns['assignee'] = storableOrNull(change.assignee);
  if (change.candidateGroups !== undefined) columns['candidate_groups'] = change.candidateGroups.map(storableText);
  if (change.candidateUsers !== undefined) columns['candidate_users'] = change.candidateUsers.map(storableText);
  if (change.dueDate !== undefined) columns['due_at'] = parseInstant(change.dueDate);
  if (change.followUpDate !== undefined) columns['follow_up_at'] = parseInstant(change.followUpDate);
  if (change.priority !== undefined) columns['priority'] = change.priority;
  return columns;
}
