import { prepared } from '../database.ts';
import type { Executor } from '../database.ts';

/** A start event of the latest version that waits for a message, signal or timer. */
export interface StartSubscription {
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly elementId: string;
}

/** Start events of the latest versions that wait for this name. */
export async function findStartSubscriptions(
  db: Executor,
  kind: 'message' | 'signal',
  tenantId: string,
  name: string,
): Promise<readonly StartSubscription[]> {
  const { rows } = await db.query<{ process_definition_key: string; process_id: string; element_id: string }>(
    prepared(
      `select process_definition_key, process_id, element_id from silkflow.start_subscription
     where tenant_id = $1 and kind = $2 and name = $3 order by process_definition_key, element_id`,
      [tenantId, kind, name],
    ),
  );
  return rows.map((row) => ({
    processDefinitionKey: row.process_definition_key,
    processId: row.process_id,
    elementId: row.element_id,
  }));
}
