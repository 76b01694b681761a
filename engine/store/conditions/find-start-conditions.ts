import { z } from 'zod';
import type { Executor } from '../database.ts';

/** A conditional start event. */
export interface StartCondition {
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly elementId: string;
  readonly ordinal: number;
  /** It is one of several things that its start event waits for. */
  readonly gathers: boolean;
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
  const { rows } = await db.query<{
    process_definition_key: string;
    process_id: string;
    element_id: string;
    ordinal: number;
    gathers: boolean;
    detail: string;
  }>(
    `select process_definition_key, process_id, element_id, ordinal, gathers, detail from silkflow.start_subscription
     where tenant_id = $1 and kind = 'condition' and ($2::bigint is null or process_definition_key = $2)
     order by process_definition_key, element_id, ordinal`,
    [tenantId, processDefinitionKey],
  );
  return rows.map((row) => ({
    processDefinitionKey: row.process_definition_key,
    processId: row.process_id,
    elementId: row.element_id,
    ordinal: row.ordinal,
    gathers: row.gathers,
    condition: detailSchema.parse(JSON.parse(row.detail)).condition,
  }));
}
