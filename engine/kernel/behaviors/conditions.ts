import type { Trigger } from '#engine/model/definition.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { ConditionWait } from '../contract/wait.ts';
import type { Run } from '../run.ts';
import { evaluateExpression } from './expressions.ts';
import { awaitedBy, evaluationScope } from './subscriptions.ts';
import { trigger } from './triggers.ts';

/** A variable has changed: the conditional events that see it are evaluated (CON2). */
export function checkConditions(run: Run, scope: Key, name: string, change: 'create' | 'update'): void {
  for (const [key, wait] of Object.entries(run.state.waits)) {
    if (wait.kind !== 'condition' || !sees(run, wait, scope)) continue;
    const condition = conditionOf(run, wait);
    if (condition === null) continue;
    if (condition.variableNames !== null && !condition.variableNames.includes(name)) continue;
    if (condition.variableEvents !== null && !condition.variableEvents.includes(change)) continue;
    checkCondition(run, key);
  }
}

/** One conditional event: true triggers it. Anything but true, a failed evaluation included, is "not yet" (CON1). */
export function checkCondition(run: Run, key: Key): void {
  const wait = run.state.waits[key];
  if (wait?.kind !== 'condition') return;
  const owner = run.live(wait.elementInstance);
  const condition = conditionOf(run, wait);
  if (condition === null || owner.phase === 'terminating') return;
  const holds = evaluateExpression(run, condition.condition, evaluationScope(run, wait.element, owner));
  if (!holds.ok || holds.value !== true) return;
  run.write({ type: 'conditionMet', key });
  trigger(run, owner, wait, {});
}

function sees(run: Run, wait: ConditionWait, scope: Key): boolean {
  const owner = run.live(wait.elementInstance);
  let at: ElementInstance | undefined = run.live(evaluationScope(run, wait.element, owner));
  while (at !== undefined && at.key !== scope) at = at.scope === null ? undefined : run.find(at.scope);
  return at !== undefined;
}

function conditionOf(run: Run, wait: ConditionWait): Extract<Trigger, { kind: 'conditional' }> | null {
  const caught = awaitedBy(run, wait);
  return caught.kind === 'conditional' ? caught : null;
}
