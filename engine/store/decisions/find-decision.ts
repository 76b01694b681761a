import { prepared } from '../database.ts';
import type { Executor } from '../database.ts';

/** A deployed decision and the model that it lies in. */
export interface DeployedDecision {
  readonly decisionDefinitionKey: string;
  readonly decisionId: string;
  readonly name: string;
  readonly version: number;
  readonly tenantId: string;
  readonly requirementsKey: string;
  readonly requirementsId: string;
  /** Of the model's stored content. */
  readonly hash: string;
}

export type DecisionChoice =
  | { readonly by: 'key'; readonly key: string }
  /** The latest version; with a model's hash or a version tag the latest that fits. */
  | {
      readonly by: 'id';
      readonly tenantId: string;
      readonly decisionId: string;
      readonly hash?: string;
      readonly versionTag?: string;
    };

interface Row {
  readonly decision_definition_key: string;
  readonly decision_id: string;
  readonly name: string | null;
  readonly version: number;
  readonly tenant_id: string;
  readonly decision_requirements_key: string;
  readonly decision_requirements_id: string;
  readonly hash: string;
}

const select = `select d.decision_definition_key, d.decision_id, d.name, d.version, d.tenant_id, d.decision_requirements_key,
    r.decision_requirements_id, r.hash
  from silkflow.decision_definition d join silkflow.decision_requirements r using (decision_requirements_key)`;

export async function findDecision(db: Executor, choice: DecisionChoice): Promise<DeployedDecision | null> {
  // By key and by id apart: a plan for both would find neither by its index.
  const { rows } =
    choice.by === 'key'
      ? await db.query<Row>(`${select} where d.decision_definition_key = $1`, [choice.key])
      : await db.query<Row>(
          prepared(
            `${select} where d.decision_id = $1 and d.tenant_id = $2 and ($3::text is null or r.hash = $3)
               and ($4::text is null or d.version_tag = $4)
             order by d.version desc limit 1`,
            [choice.decisionId, choice.tenantId, choice.hash ?? null, choice.versionTag ?? null],
          ),
        );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    decisionDefinitionKey: row.decision_definition_key,
    decisionId: row.decision_id,
    name: row.name ?? row.decision_id,
    version: row.version,
    tenantId: row.tenant_id,
    requirementsKey: row.decision_requirements_key,
    requirementsId: row.decision_requirements_id,
    hash: row.hash,
  };
}

/** The decisions of one model by their ids. */
export async function findDecisionsOf(
  db: Executor,
  requirementsKey: string,
): Promise<ReadonlyMap<string, { readonly key: string; readonly version: number }>> {
  const { rows } = await db.query<{ decision_definition_key: string; decision_id: string; version: number }>(
    `select decision_definition_key, decision_id, version from silkflow.decision_definition
     where decision_requirements_key = $1`,
    [requirementsKey],
  );
  return new Map(rows.map((row) => [row.decision_id, { key: row.decision_definition_key, version: row.version }]));
}
