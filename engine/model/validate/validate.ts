import type { Definition } from '../definition.ts';
import type { ModelProblem } from '../problem.ts';

/** What a compiled process breaks of the notation's rules. */
export function validate(_definition: Definition): readonly ModelProblem[] {
  return [];
}
