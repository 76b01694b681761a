import { compileExpression, evaluate } from '#engine/expression/index.ts';
import type { Trigger, Value } from '../definition.ts';
import type { ModelProblem } from '../problem.ts';
import { localAsUtc } from '../iso8601.ts';
import { parseTimer } from '../timer.ts';
import { simpleTriggers } from './event-rules.ts';
import { refuse } from './graph.ts';
import type { Graph } from './graph.ts';

/** What starts instances is known when it is deployed: its expressions are evaluated then, without variables (Zeebe). */
export function startConstants(graph: Graph): readonly ModelProblem[] {
  return graph.elements.flatMap((element) => {
    if (element.kind !== 'startEvent' || graph.scopeOf(element)?.kind !== 'process') return [];
    return simpleTriggers(element.trigger).flatMap((trigger) => check(graph, element, trigger));
  });
}

function check(graph: Graph, element: { readonly id: string }, trigger: Trigger): readonly ModelProblem[] {
  const named = constantOf(trigger);
  if (named?.value.kind !== 'feel') return [];
  const { what } = named;
  const source = graph.definition.expressions[named.value.expression]?.source ?? '';
  const compiled = compileExpression(source);
  // A faulty one is told where it stands.
  if (!compiled.ok) return [];
  const result = evaluate(compiled.expression, { get: () => undefined }, { now: 0, zone: 'Etc/UTC', random: () => 0 });
  const found = result.ok ? result.value : null;
  if (typeof found !== 'string') {
    return [refuse('startEvent.notConstant', element, { source, found: JSON.stringify(found), what })];
  }
  if (trigger.kind !== 'timer') return [];
  const parsed = parseTimer(trigger.timer.kind, localAsUtc(found));
  const values = { text: found, kind: trigger.timer.kind };
  return parsed.ok ? [] : [refuse('timer.invalid', element, { ...values, expected: parsed.expected })];
}

function constantOf(trigger: Trigger): { readonly what: string; readonly value: Value } | null {
  switch (trigger.kind) {
    case 'message':
      return { what: 'message', value: trigger.message.name };
    case 'signal':
      return { what: 'signal', value: trigger.name };
    case 'timer':
      return { what: 'timer', value: trigger.timer.value };
    default:
      return null;
  }
}
