import type { Json } from '#engine/contracts/json.ts';
import type { Executor } from '../database.ts';

/**
 * What a completion or an update is to bring to a user task while its task listeners decide: a listener's job sees these
 * before the element's own variables (TSL7). The last proposal is the one at work.
 */
export async function proposedVariables(
  db: Executor,
  instanceKey: string,
  userTaskKey: string,
): Promise<Readonly<Record<string, Json>>> {
  const { rows } = await db.query<{ body: string }>(
    `select body from silkflow.event
     where instance_key = $1 and type = 'userTaskChangeProposed' and body::jsonb ->> 'key' = $2
     order by seq desc limit 1`,
    [instanceKey, userTaskKey],
  );
  const body = rows[0]?.body;
  if (body === undefined) return {};
  const { proposal } = JSON.parse(body) as { proposal: { variables: Record<string, Json> } };
  return proposal.variables;
}
