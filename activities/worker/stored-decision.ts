import type {
  EvaluateDecisionInput,
  EvaluateDecisionResult,
  WireBinding,
} from '#engine/contracts/wire/runtime-activities.ts';
import type { Json } from '#engine/contracts/json.ts';
import { createDecisionCache, evaluateDecision } from '#engine/decision/index.ts';
import type { Explanation } from '#engine/decision/index.ts';
import { randomFrom } from '#engine/kernel/index.ts';
import type { Database } from '#engine/store/database.ts';
import { findDecision } from '#engine/store/decisions/index.ts';
import type { ContentCache } from '#engine/store/definitions/index.ts';
import { sayAsHost } from '#engine/kernel/words/say.ts';

/** Finds the decision that a binding means and evaluates it. What a person can mend is answered, not thrown. */
export function evaluateStoredDecision(
  db: Database,
  contents: ContentCache,
  zone: string,
): (input: EvaluateDecisionInput) => Promise<EvaluateDecisionResult> {
  const linked = createDecisionCache();
  return async ({ tenantId, decisionId, binding, variables, now, seed }) => {
    const found = await findDecision(db.pool, { by: 'id', tenantId, decisionId, ...placeOf(binding) });
    const body = found === null ? null : await contents.read(found.hash);
    if (found === null || body === null) {
      const message = describeMissing(decisionId, binding);
      return { ok: false, incident: 'CALLED_DECISION_ERROR', message };
    }
    const environment = { now, zone, random: randomFrom(seed) };
    const scope = { get: (name: string) => variables[name] };
    const result = evaluateDecision(linked(found.hash, body), decisionId, scope, environment);
    if (!result.ok) return { ok: false, incident: 'DECISION_EVALUATION_ERROR', message: result.message };
    return {
      ok: true,
      decisionKey: found.decisionDefinitionKey,
      value: result.value,
      explanation: explanationJson(result.explanation),
    };
  };
}

function placeOf(binding: WireBinding): { readonly hash?: string; readonly versionTag?: string } {
  switch (binding.type) {
    case 'latest':
      return {};
    case 'deployment':
      return { hash: binding.hash };
    case 'versionTag':
      return { versionTag: binding.versionTag };
  }
}

/** It is JSON by its type's every part; a fresh copy tells the compiler so. */
function explanationJson({ decisions }: Explanation): Json {
  return {
    decisions: decisions.map(({ id, name, value, tables }) => ({
      id,
      name,
      value,
      tables: tables.map(({ inputs, matched, refused, ...table }) => ({
        ...table,
        inputs: inputs.map((input) => ({ ...input })),
        matched: matched.map(({ outputs, ...rule }) => ({
          ...rule,
          outputs: outputs.map((output) => ({ ...output })),
        })),
        refused: refused.map((rule) => ({ ...rule })),
      })),
    })),
  };
}

function describeMissing(decision: string, binding: WireBinding): string {
  return binding.type === 'versionTag'
    ? sayAsHost('decision.missingTag', { decision, tag: binding.versionTag })
    : sayAsHost('decision.missing', { decision });
}
