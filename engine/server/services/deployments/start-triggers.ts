import { compileExpression, evaluate } from '#engine/expression/index.ts';
import { type Definition, type Timer, type Value } from '#engine/model/definition.ts';
import { startTriggersOf } from '#engine/model/index.ts';
import type { NewStartSubscription } from '#engine/store/deployments/index.ts';

/** The start events that wait for something from outside, their expressions evaluated without variables, as Zeebe does. */
export function startSubscriptionsOf(definition: Definition, zone: string): readonly NewStartSubscription[] {
  return startTriggersOf(definition).map((trigger): NewStartSubscription => {
    const elementId = trigger.element;
    switch (trigger.kind) {
      case 'message':
        return { elementId, kind: 'message', name: textOf(definition, trigger.messageName, zone), detail: null };
      case 'signal':
        return { elementId, kind: 'signal', name: textOf(definition, trigger.signalName, zone), detail: null };
      case 'timer':
        return { elementId, kind: 'timer', name: null, detail: timerDetail(definition, trigger.timer, zone) };
      case 'conditional': {
        const condition = definition.expressions[trigger.condition]?.source ?? '';
        const { variableNames } = trigger;
        return { elementId, kind: 'condition', name: null, detail: JSON.stringify({ condition, variableNames }) };
      }
    }
  });
}

/** `cycle R/PT1H`; read back by `parseTimerDetail`. */
function timerDetail(definition: Definition, timer: Timer, zone: string): string {
  return `${timer.kind} ${textOf(definition, timer.value, zone)}`;
}

export function parseTimerDetail(detail: string): { readonly kind: Timer['kind']; readonly text: string } | null {
  const [, kind, text] = /^(date|duration|cycle) (.*)$/s.exec(detail) ?? [];
  if (kind === undefined || text === undefined) return null;
  return { kind: kind as Timer['kind'], text };
}

function textOf(definition: Definition, value: Value, zone: string): string {
  if (value.kind === 'static') return value.value;
  const compiled = compileExpression(definition.expressions[value.expression]?.source ?? 'null');
  if (!compiled.ok) return '';
  const environment = { now: Date.now(), zone, random: () => 0 };
  const evaluated = evaluate(compiled.expression, { get: () => undefined }, environment);
  return evaluated.ok && evaluated.value !== null ? String(evaluated.value) : '';
}
