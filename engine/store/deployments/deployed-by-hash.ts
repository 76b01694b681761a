import type { Transaction } from '../database.ts';

/** The newest version of something deployable, as far as a deployment needs it. */
export interface Latest {
  readonly key: string;
  readonly version: number;
  readonly hash: string;
  /** Of the file it came from. */
  readonly checksum: string;
}

/** Keeps two deployments from giving out the same version; held until the transaction ends. */
export async function lockDeployments(tx: Transaction, tenantId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [tenantId]);
}

export async function latestProcess(tx: Transaction, tenantId: string, processId: string): Promise<Latest | null> {
  const { rows } = await tx.query<Latest>(
    `select d.process_definition_key as key, d.version, d.hash, r.checksum
     from silkflow.process_definition d join silkflow.resource r using (resource_key)
     where d.tenant_id = $1 and d.process_id = $2 order by d.version desc limit 1`,
    [tenantId, processId],
  );
  return rows[0] ?? null;
}

export async function latestForm(tx: Transaction, tenantId: string, formId: string): Promise<Latest | null> {
  const { rows } = await tx.query<Latest>(
    `select d.form_key as key, d.version, d.hash, r.checksum
     from silkflow.form d join silkflow.resource r using (resource_key)
     where d.tenant_id = $1 and d.form_id = $2 order by d.version desc limit 1`,
    [tenantId, formId],
  );
  return rows[0] ?? null;
}

export async function latestRequirements(tx: Transaction, tenantId: string, id: string): Promise<Latest | null> {
  const { rows } = await tx.query<Latest>(
    `select d.decision_requirements_key as key, d.version, d.hash, r.checksum
     from silkflow.decision_requirements d join silkflow.resource r using (resource_key)
     where d.tenant_id = $1 and d.decision_requirements_id = $2 order by d.version desc limit 1`,
    [tenantId, id],
  );
  return rows[0] ?? null;
}

export async function latestDecision(
  tx: Transaction,
  tenantId: string,
  decisionId: string,
): Promise<{ readonly key: string; readonly version: number } | null> {
  const { rows } = await tx.query<{ key: string; version: number }>(
    `select decision_definition_key as key, version from silkflow.decision_definition
     where tenant_id = $1 and decision_id = $2 order by version desc limit 1`,
    [tenantId, decisionId],
  );
  return rows[0] ?? null;
}

/** The keys that a version of a decision requirements graph gave to its decisions. */
export async function decisionsOf(
  tx: Transaction,
  requirementsKey: string,
): Promise<
  readonly { readonly key: string; readonly decisionId: string; readonly name: string; readonly version: number }[]
> {
  const { rows } = await tx.query<{ key: string; decision_id: string; name: string | null; version: number }>(
    `select decision_definition_key as key, decision_id, name, version from silkflow.decision_definition
     where decision_requirements_key = $1 order by decision_definition_key`,
    [requirementsKey],
  );
  return rows.map((row) => ({
    key: row.key,
    decisionId: row.decision_id,
    name: row.name ?? row.decision_id,
    version: row.version,
  }));
}
