import { insertAudit } from '../audit/insert-audit.ts';
import type { Transaction } from '../database.ts';

interface Part {
  readonly waitsFor: string | null;
  readonly cameAt: string;
  readonly messageKey: string | null;
  readonly variables: string;
}

/** Longer values are cut, as everywhere in the audit. */
const longestVariables = 2_000;

/**
 * A new version takes the place of the one that these gatherings wait for: they are given up, and the audit keeps what had
 * come. Those that are complete and wait for their key alone stay, and start the version that they came for. The caller
 * holds `lockGatherings`.
 */
export async function dropGatherings(
  tx: Transaction,
  process: { readonly tenantId: string; readonly processId: string },
): Promise<void> {
  const { tenantId, processId } = process;
  const { rows } = await tx.query<{
    gathering_key: string;
    process_definition_key: string;
    element_id: string;
    correlation_key: string | null;
    parts: readonly Part[];
  }>(
    `select g.gathering_key, g.process_definition_key, g.element_id, g.correlation_key,
       (select json_agg(json_build_object('waitsFor', coalesce(s.name, s.detail), 'cameAt', p.came_at,
          'messageKey', p.message_key::text, 'variables', left(p.variables, $3)) order by p.age)
        from silkflow.gathered_part p left join silkflow.start_subscription s
          on s.process_definition_key = g.process_definition_key and s.element_id = g.element_id and s.ordinal = p.ordinal
        where p.gathering_key = g.gathering_key) as parts
     from silkflow.gathering g where g.tenant_id = $1 and g.process_id = $2 and not g.is_complete order by g.age`,
    [tenantId, processId, longestVariables],
  );
  for (const { gathering_key: key, parts, ...gathering } of rows) {
    await insertAudit(tx, {
      tenantId,
      actor: 'silkflow',
      action: 'dropGathering',
      target: JSON.stringify({
        processInstanceKey: key,
        processDefinitionId: processId,
        processDefinitionKey: gathering.process_definition_key,
        elementId: gathering.element_id,
        ...(gathering.correlation_key !== null && { correlationKey: gathering.correlation_key }),
      }),
      instanceKey: null,
      reason: null,
      before: JSON.stringify({ parts }),
      after: null,
    });
  }
  await tx.query('delete from silkflow.gathering where tenant_id = $1 and process_id = $2 and not is_complete', [
    tenantId,
    processId,
  ]);
}
