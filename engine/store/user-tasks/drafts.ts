import type { TaskDraft } from '#engine/contracts/api/index.ts';
import type { Executor } from '../database.ts';

export async function readDraft(db: Executor, userTaskKey: string): Promise<TaskDraft> {
  const { rows } = await db.query<{ body: string; updated_at: Date }>(
    'select body, updated_at from silkflow.task_draft where user_task_key = $1',
    [userTaskKey],
  );
  const row = rows[0];
  if (row === undefined) return { data: null, updatedAt: null };
  return { data: JSON.parse(row.body) as TaskDraft['data'], updatedAt: row.updated_at.toISOString() };
}

export async function saveDraft(db: Executor, userTaskKey: string, data: TaskDraft['data']): Promise<TaskDraft> {
  const { rows } = await db.query<{ updated_at: Date }>(
    `insert into silkflow.task_draft (user_task_key, body) values ($1, $2)
     on conflict (user_task_key) do update set body = excluded.body, updated_at = now() returning updated_at`,
    [userTaskKey, JSON.stringify(data)],
  );
  return { data, updatedAt: rows[0]?.updated_at.toISOString() ?? null };
}

export async function deleteDraft(db: Executor, userTaskKey: string): Promise<void> {
  await db.query('delete from silkflow.task_draft where user_task_key = $1', [userTaskKey]);
}
