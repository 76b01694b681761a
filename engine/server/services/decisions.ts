import type { JsonObject } from '#engine/contracts/json.ts';
import { createDecisionCache, type DecisionResult, evaluateDecision } from '#engine/decision/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Database } from '#engine/store/database.ts';
import {
  type DecisionChoice,
  type DeployedDecision,
  findDecision,
  findDecisionsOf,
  insertDecisionInstance,
} from '#engine/store/decisions/index.ts';
import type { ContentCache, KeyLease } from '#engine/store/definitions/index.ts';

export interface EvaluatedDecision {
  readonly key: string;
  readonly decision: DeployedDecision;
  readonly result: DecisionResult;
  /** Every decision of the model by its id. */
  readonly known: ReadonlyMap<string, { readonly key: string; readonly version: number }>;
}

/** Decisions that callers evaluate without a process. */
export interface DecisionEvaluations {
  /** Keeps result and explanation. Throws 404 for an unknown decision; a failed evaluation is an answer. */
  evaluate(choice: DecisionChoice, variables: JsonObject): Promise<EvaluatedDecision>;
}

export function createDecisionEvaluations(parts: {
  readonly database: Database;
  readonly keys: KeyLease;
  readonly contents: ContentCache;
  readonly zone: string;
}): DecisionEvaluations {
  const { database, keys, contents, zone } = parts;
  const linked = createDecisionCache();

  return {
    async evaluate(choice, variables) {
      const decision = await findDecision(database.pool, choice);
      const body = decision === null ? null : await contents.read(decision.hash);
      if (decision === null || body === null) {
        const name = choice.by === 'key' ? choice.key : `"${choice.decisionId}"`;
        throw new ApiProblem(404, 'decision.notFound', { name });
      }
      const seen = { get: (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined) };
      const environment = { now: Date.now(), zone, random: Math.random };
      const result = evaluateDecision(linked(decision.hash, body), decision.decisionId, seen, environment);
      const key = await keys.next(database.pool);
      await insertDecisionInstance(database.pool, {
        key,
        tenantId: decision.tenantId,
        decisionId: decision.decisionId,
        decisionDefinitionKey: decision.decisionDefinitionKey,
        state: result.ok ? 'evaluated' : 'failed',
        result: result.ok ? JSON.stringify(result.value) : result.message,
        explanation: JSON.stringify(result.explanation),
      });
      return { key, decision, result, known: await findDecisionsOf(database.pool, decision.requirementsKey) };
    },
  };
}
