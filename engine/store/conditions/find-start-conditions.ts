import { z } from 'zod';
import type { Executor } from '../database.ts';

/** A conditional start event. */
export interface StartCondition {
  readonly processDefinitionKey: string;
  readonly elementId: string;
  /** FEEL. */
  readonly condition: string;
}

const detailSchema = z.object({ condition: z.string() });

/** Conditional start events of the latest versions, or of the one named if it is the latest of its process. */
export async function findStartConditions(
  db: Executor,
  tenantId: string,
  processDefinitionKey: string | null,
): Promise<readonly StartCondition[]> {
  const { rows } = await db.query<{ process_definition_key: string; element_id: string; detail: string }>(
    `select process_definition_key, element_id, detail from silkflow.start_subscription
     where tenant_id = $1 and kind = 'condition' and ($2::bigint is null or process_definition_key = $2)
     order by process_definition_key, element_id`,
    [tenantId, processDefinitionKey],
  );
  return rows.map((row) => ({
    processDefinitionKey: row.process_definition_key,
    elementId: row.element_id,
    condition: detailSchema.parse(JSON.parse(row.detail)).condition,
  }));
}
