import type { Executor } from '../database.ts';

/** Events of the last seconds decide; late ones make a list look again once too often, never too seldom. */
const lookBack = "interval '30 seconds'";

/** Which lists look different after these instances changed. */
export async function changedTopics(
  db: Executor,
  instanceKeys: readonly string[],
): Promise<readonly ('instances' | 'tasks' | 'incidents')[]> {
  const { rows } = await db.query<{ tasks: boolean | null; incidents: boolean | null }>(
    `select bool_or(type like 'userTask%') as tasks, bool_or(type like 'incident%') as incidents
     from silkflow.event where instance_key = any($1::bigint[]) and at > now() - ${lookBack}`,
    [instanceKeys],
  );
  const { tasks, incidents } = rows[0] ?? { tasks: true, incidents: true };
  return ['instances', ...(tasks ? (['tasks'] as const) : []), ...(incidents ? (['incidents'] as const) : [])];
}
