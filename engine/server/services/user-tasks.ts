import { sql } from 'kysely';
import type { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Language } from '#engine/contracts/language.ts';
import { parseForm, validateSubmission } from '#engine/form/index.ts';
import type { UserTaskChange } from '#engine/kernel/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Database } from '#engine/store/database.ts';
import { visibleVariables } from '#engine/store/jobs/index.ts';
import { findOne } from '#engine/store/search/search.ts';
import { type userTaskItem, userTasks } from '#engine/store/search/user-tasks.ts';
import type { Kysely } from 'kysely';
import type { Forms } from './forms.ts';
import type { Requests } from './requests.ts';

type Task = z.output<typeof userTaskItem>;

interface Actor {
  readonly language: Language;
  readonly idempotencyKey: string | null;
}

export interface UserTasks {
  /** Throws 404. */
  get(userTaskKey: string): Promise<Task>;
  change(
    userTaskKey: string,
    actor: Actor,
    request: { readonly change: UserTaskChange; readonly action: string; readonly allowOverride: boolean },
  ): Promise<void>;
  /** Throws 400 with every faulty field when the task's form refuses the values. */
  complete(
    userTaskKey: string,
    actor: Actor,
    request: { readonly variables: JsonObject; readonly action: string },
  ): Promise<void>;
}

export function createUserTasks(parts: {
  readonly database: Database;
  readonly query: Kysely<unknown>;
  readonly requests: Requests;
  readonly forms: Forms;
  /** For FEEL in forms. */
  readonly zone: string;
}): UserTasks {
  const { requests, query, forms } = parts;

  async function get(userTaskKey: string): Promise<Task> {
    const task = await findOne(query, userTasks, sql`t.user_task_key = ${userTaskKey}`);
    if (task === null) throw new ApiProblem(404, 'userTask.notFound', { key: userTaskKey });
    return task;
  }

  /** A repeated request with its idempotency key gets its first answer, though the task is finished by it. */
  async function open(userTaskKey: string, actor: Actor): Promise<Task> {
    const task = await get(userTaskKey);
    if (task.state === 'CREATED' || actor.idempotencyKey !== null) return task;
    throw new ApiProblem(409, 'userTask.finished', { key: userTaskKey, state: task.state });
  }

  /** The task's form checks what is sent as the browser did: a form is a rule of the process, not of one page. */
  async function checkForm(task: Task, submitted: JsonObject, language: Language): Promise<void> {
    const found = await forms.taskForm(task.userTaskKey);
    const parsed = found === null ? null : parseForm(found.schema);
    if (parsed === null || !parsed.ok) return;
    const seen = await visibleVariables(parts.database.pool, [task.elementInstanceKey], null);
    const variables = seen.get(task.elementInstanceKey) ?? {};
    const environment = { now: Date.now(), zone: parts.zone, random: Math.random };
    const problems = validateSubmission(parsed.form, submitted, language, { variables, environment });
    if (problems.length === 0) return;
    const items = problems.map(({ path, code, message }) => ({ code, field: `variables.${path}`, message }));
    const message = problems.map((problem) => problem.message).join(' ');
    throw new ApiProblem(400, 'userTask.form', { message }, { field: items[0]?.field ?? 'variables', items });
  }

  return {
    get,
    async change(userTaskKey, actor, request) {
      const task = await open(userTaskKey, actor);
      if (!request.allowOverride && task.assignee !== null && task.assignee !== request.change.assignee) {
        throw new ApiProblem(409, 'userTask.assigned', { key: userTaskKey, assignee: task.assignee });
      }
      await requests.submit({
        instanceKey: task.processInstanceKey,
        tenantId: task.tenantId,
        operation: { type: 'changeUserTask', userTask: userTaskKey, ...request },
        idempotencyKey: actor.idempotencyKey,
      });
    },
    async complete(userTaskKey, actor, request) {
      const task = await open(userTaskKey, actor);
      if (task.state === 'CREATED') await checkForm(task, request.variables, actor.language);
      await requests.submit({
        instanceKey: task.processInstanceKey,
        tenantId: task.tenantId,
        operation: { type: 'completeUserTask', userTask: userTaskKey, ...request },
        idempotencyKey: actor.idempotencyKey,
      });
      await parts.database.pool.query('delete from silkflow.task_draft where user_task_key = $1', [userTaskKey]);
    },
  };
}
