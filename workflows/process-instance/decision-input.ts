import type { EvaluateDecisionInput, EvaluateDecisionResult } from '#engine/contracts/wire/runtime-activities.ts';
import { variablesOf } from '#engine/kernel/index.ts';
import type { AnswerTo, Command, InstanceState } from '#engine/kernel/index.ts';

type EvaluateDecision = Extract<Command, { type: 'evaluateDecision' }>;

/** What a decision is given. Pure, as `activityInput` is. */
export function decisionInput(
  state: InstanceState,
  { decisionId, binding, elementInstance }: EvaluateDecision,
  given: { readonly now: number; readonly seed: string },
): EvaluateDecisionInput {
  return { tenantId: state.tenantId, decisionId, binding, variables: variablesOf(state, elementInstance), ...given };
}

/** The kernel's word for what a decision has come to. */
export function decisionAnswer(result: EvaluateDecisionResult): AnswerTo<'evaluateDecision'> {
  if (!result.ok) return { type: 'decisionFailed', incident: result.incident, message: result.message };
  const { decisionKey, value, explanation } = result;
  return { type: 'decisionEvaluated', decisionKey, value, explanation };
}
