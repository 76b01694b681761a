import type { Definition } from '../definition.ts';
import type { ModelProblem } from '../problem.ts';
import { catchRules } from './catch-rules.ts';
import { containerRules, eventGatewayRules } from './container-rules.ts';
import { eventRules } from './event-rules.ts';
import { flowRules } from './flow-rules.ts';
import { graphOf } from './graph.ts';
import type { Rule } from './graph.ts';
import { startConstants } from './start-constants.ts';
import { straightThroughLoops } from './straight-through-loop.ts';

const rules: readonly Rule[] = [
  flowRules,
  eventRules,
  catchRules,
  startConstants,
  containerRules,
  eventGatewayRules,
  straightThroughLoops,
];

/** What a compiled process breaks of the notation's rules: all of it, with element ids. */
export function validate(definition: Definition): readonly ModelProblem[] {
  const graph = graphOf(definition);
  return rules.flatMap((rule) => rule(graph));
}
