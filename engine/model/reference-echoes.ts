import type { ModelProblem } from './problem.ts';

const referenceMissing = /^(message|error|escalation|signal)\.missing$|^boundary\.hostMissing$/;

/** A reference that leads nowhere looks inside as if it were not there at all; one telling is enough. */
export function withoutEchoes(
  inside: readonly ModelProblem[],
  problems: readonly ModelProblem[],
): readonly ModelProblem[] {
  const dangling = problems.filter(({ code }) => code === 'reference.unresolved').map(({ elementId }) => elementId);
  return inside.filter(({ code, elementId }) => !(referenceMissing.test(code) && dangling.includes(elementId)));
}
