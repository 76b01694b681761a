import type { ComplexGateway, FlowId } from '#engine/model/definition.ts';
import { type Attempt, done } from '../attempt.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { evaluateBoolean, namesOf } from './expressions.ts';
import { holdingFlows } from './sequence-flows.ts';

/** Whether the tokens that have arrived are enough to start; without a condition the first one is (CPX2). */
export function mayStart(
  run: Run,
  element: ComplexGateway,
  scope: ElementInstance,
  arrived: Readonly<Record<FlowId, number>>,
): Attempt<boolean> {
  if (element.activationCondition === null) return done(true);
  const activationCount = Object.values(arrived).reduce((sum, count) => sum + count, 0);
  const extra = namesOf({ activationCount, waitingForStart: true });
  return evaluateBoolean(run, element.activationCondition, scope.key, extra);
}

/** The outgoing flows of the phase that the gateway's instance is in; a reset may take none. */
export function flowsInPhase(run: Run, element: ComplexGateway, instance: ElementInstance): Attempt<readonly FlowId[]> {
  if (instance.data.resets !== true) {
    return holdingFlows(run, element, instance, Infinity, namesOf({ waitingForStart: true }));
  }
  const chosen: FlowId[] = [];
  for (const id of element.outgoing) {
    const { condition } = run.flow(id);
    const source = condition === null ? '' : (run.linked.definition.expressions[condition]?.source ?? '');
    if (condition === null || !/\bwaitingForStart\b/.test(source)) continue;
    const holds = evaluateBoolean(run, condition, instance.key, namesOf({ waitingForStart: false }));
    if (!holds.ok) return holds;
    if (holds.value) chosen.push(id);
  }
  return done(chosen);
}
