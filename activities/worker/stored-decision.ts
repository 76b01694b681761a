import type {
  EvaluateDecisionInput,
  EvaluateDecisionResult,
  WireBinding,
} from '#engine/contracts/wire/runtime-activities.ts';
import type { Database, Executor } from '#engine/store/database.ts';
import type { ContentCache } from '#engine/store/definitions/index.ts';

interface DecisionRow {
  readonly decision_definition_key: string;
  readonly hash: string;
}

/** Finds the decision that a binding means and evaluates it. What a person can mend is answered, not thrown. */
export function evaluateStoredDecision(
  db: Database,
  contents: ContentCache,
): (input: EvaluateDecisionInput) => Promise<EvaluateDecisionResult> {
  return async (input) => {
    const row = await findDecision(db.pool, input);
    const body = row === null ? null : await contents.read(row.hash);
    if (row === null || body === null) {
      return {
        ok: false,
        incident: 'CALLED_DECISION_ERROR',
        message: `No decision '${input.decisionId}' is deployed${tagText(input.binding)}`,
      };
    }
    return { ok: false, incident: 'CALLED_DECISION_ERROR', message: 'Decisions are not evaluated by this version' };
  };
}

async function findDecision(
  db: Executor,
  { tenantId, decisionId, binding }: EvaluateDecisionInput,
): Promise<DecisionRow | null> {
  const { rows } = await db.query<DecisionRow>(
    `select d.decision_definition_key, r.hash from silkflow.decision_definition d
     join silkflow.decision_requirements r using (decision_requirements_key)
     where d.tenant_id = $1 and d.decision_id = $2 and ($3::text is null or r.hash = $3)
       and ($4::text is null or d.version_tag = $4)
     order by d.version desc limit 1`,
    [
      tenantId,
      decisionId,
      binding.type === 'deployment' ? binding.hash : null,
      binding.type === 'versionTag' ? binding.versionTag : null,
    ],
  );
  return rows[0] ?? null;
}

function tagText(binding: WireBinding): string {
  return binding.type === 'versionTag' ? ` with the version tag '${binding.versionTag}'` : '';
}
