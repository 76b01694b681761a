import type { Element, FlowId } from '#engine/model/definition.ts';
import { type Attempt, done, failed } from '../attempt.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { evaluateBoolean } from './expressions.ts';
import type { Extra } from './expressions.ts';
import { say } from '../words/say.ts';

/**
 * The flows that leave an activity or event: all without a condition, those whose condition holds, and the default flow
 * when no conditional one is taken (SEQ1, BPMN 2.0 §8.3.13).
 */
export function chooseFlows(run: Run, element: Element, instance: ElementInstance): Attempt<readonly FlowId[]> {
  const chosen: FlowId[] = [];
  let conditions = 0;
  let held = 0;
  for (const id of element.outgoing) {
    if (id === element.defaultFlow) continue;
    const { condition } = run.flow(id);
    if (condition !== null) {
      conditions += 1;
      const holds = evaluateBoolean(run, condition, instance.key);
      if (!holds.ok) return holds;
      if (!holds.value) continue;
      held += 1;
    }
    chosen.push(id);
  }
  if (element.defaultFlow !== null && held === 0) chosen.push(element.defaultFlow);
  if (conditions > 0 && chosen.length === 0) return noFlow(element);
  return done(chosen);
}

/** Of a split by conditions: the flows whose condition holds, in declared order, else the default flow (XOR1, OR1). */
export function holdingFlows(
  run: Run,
  element: Element,
  instance: ElementInstance,
  limit: number,
  extra?: Extra,
): Attempt<readonly FlowId[]> {
  const chosen: FlowId[] = [];
  for (const id of element.outgoing) {
    if (id === element.defaultFlow || chosen.length === limit) continue;
    const { condition } = run.flow(id);
    // A lone flow without a condition passes the token on.
    const holds = condition === null ? done(true) : evaluateBoolean(run, condition, instance.key, extra);
    if (!holds.ok) return holds;
    if (holds.value) chosen.push(id);
  }
  if (chosen.length > 0 || element.outgoing.length === 0) return done(chosen);
  return element.defaultFlow === null ? noFlow(element) : done([element.defaultFlow]);
}

function noFlow(element: Element): ReturnType<typeof failed> {
  return failed('CONDITION_ERROR', say('flow.noneTaken', { element: element.id }));
}
