import type { Transaction } from '../database.ts';

/**
 * Camunda's uniqueness: one active root instance per process and business id. Answers the instance that has it, or null
 * and keeps others out until the transaction ends.
 */
export async function claimBusinessId(
  tx: Transaction,
  claim: { readonly tenantId: string; readonly processId: string; readonly businessId: string },
): Promise<string | null> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [
    JSON.stringify([claim.tenantId, claim.processId, claim.businessId]),
  ]);
  const { rows } = await tx.query<{ instance_key: string }>(
    `select instance_key from silkflow.process_instance
     where tenant_id = $1 and process_id = $2 and business_id = $3 and parent_key is null
       and state in ('starting', 'active', 'suspended') limit 1`,
    [claim.tenantId, claim.processId, claim.businessId],
  );
  return rows[0]?.instance_key ?? null;
}
