import type { Executor } from '../database.ts';

/** An evaluation that a caller asked for; those of instances come with their events. */
export async function insertDecisionInstance(
  db: Executor,
  evaluation: {
    readonly key: string;
    readonly tenantId: string;
    readonly decisionId: string;
    readonly decisionDefinitionKey: string;
    readonly state: 'evaluated' | 'failed';
    /** JSON texts; the result of a failed one is its message. */
    readonly result: string;
    readonly explanation: string;
  },
): Promise<void> {
  await db.query(
    `insert into silkflow.decision_instance (decision_instance_key, tenant_id, decision_id, decision_definition_key, state,
       result, explanation, evaluated_at)
     values ($1, $2, $3, $4, $5, $6, $7, now())`,
    [
      evaluation.key,
      evaluation.tenantId,
      evaluation.decisionId,
      evaluation.decisionDefinitionKey,
      evaluation.state,
      evaluation.result,
      evaluation.explanation,
    ],
  );
}
