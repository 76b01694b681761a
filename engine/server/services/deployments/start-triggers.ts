import { compileExpression, evaluate } from '#engine/expression/index.ts';
import { type Definition, type Timer, type Value } from '#engine/model/definition.ts';
import { firstFiring, parseTimer, startTriggersOf, type TimerPlan } from '#engine/model/index.ts';
import { localAsUtc } from '#engine/model/iso8601.ts';
import type { NewStartSubscription } from '#engine/store/deployments/index.ts';

/** The start events that wait for something from outside, their expressions evaluated without variables, as Zeebe does. */
export function startSubscriptionsOf(
  definition: Definition,
  zone: string,
  now: number,
): readonly NewStartSubscription[] {
  return startTriggersOf(definition).map((trigger): NewStartSubscription => {
    const { element: elementId, gathers } = trigger;
    const waiting = { elementId, gathers, name: null, detail: null, firing: null };
    switch (trigger.kind) {
      case 'message':
        return { ...waiting, kind: 'message', name: textOf(definition, trigger.messageName, zone) };
      case 'signal':
        return { ...waiting, kind: 'signal', name: textOf(definition, trigger.signalName, zone) };
      case 'timer': {
        const detail = timerDetail(definition, trigger.timer, zone);
        const plan = timerPlan(detail);
        return { ...waiting, kind: 'timer', detail, firing: plan === null ? null : firstFiring(plan, now) };
      }
      case 'conditional': {
        const condition = definition.expressions[trigger.condition]?.source ?? '';
        const { variableNames } = trigger;
        return { ...waiting, kind: 'condition', detail: JSON.stringify({ condition, variableNames }) };
      }
    }
  });
}

/** When a timer start event fires, from the detail stored with its subscription; null for a text that is no timer. */
export function timerPlan(detail: string): TimerPlan | null {
  const [, kind, text] = /^(date|duration|cycle) (.*)$/s.exec(detail) ?? [];
  if (text === undefined || (kind !== 'date' && kind !== 'duration' && kind !== 'cycle')) return null;
  const parsed = parseTimer(kind, text);
  return parsed.ok ? parsed.plan : null;
}

/** `cycle R/PT1H`; read back by `timerPlan`. */
function timerDetail(definition: Definition, timer: Timer, zone: string): string {
  const text = textOf(definition, timer.value, zone);
  return `${timer.kind} ${timer.value.kind === 'feel' ? localAsUtc(text) : text}`;
}

function textOf(definition: Definition, value: Value, zone: string): string {
  if (value.kind === 'static') return value.value;
  const compiled = compileExpression(definition.expressions[value.expression]?.source ?? 'null');
  if (!compiled.ok) return '';
  const environment = { now: Date.now(), zone, random: () => 0 };
  const evaluated = evaluate(compiled.expression, { get: () => undefined }, environment);
  if (!evaluated.ok || evaluated.value === null) return '';
  return typeof evaluated.value === 'string' ? evaluated.value : JSON.stringify(evaluated.value);
}
