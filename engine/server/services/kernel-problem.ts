import type { RequestProblem } from '#engine/contracts/wire/process-instance.ts';
import { ApiProblem, type ProblemStatus, sayFault } from '#engine/server/problems/index.ts';

const statuses: Readonly<Record<RequestProblem['code'], ProblemStatus>> = {
  NOT_FOUND: 404,
  INVALID_STATE: 409,
  INVALID_ARGUMENT: 400,
};

/** Refusals that have texts of their own in both catalogues. */
const worded = ['instance.suspended', 'instance.notSuspended'] as const;

/** Why the instance refused a request, as an answer. The first reason gives status and text, all of them are listed. */
export function kernelProblem(problems: readonly RequestProblem[]): ApiProblem {
  const unexplained = { code: 'INVALID_STATE', key: '', values: {}, message: sayFault('refusal.unexplained') } as const;
  const first = problems[0] ?? unexplained;
  const own = worded.find((code) => code === first.key);
  if (own !== undefined && problems.length === 1) return new ApiProblem(statuses[first.code], own, first.values);
  return new ApiProblem(
    statuses[first.code],
    'kernel.refused',
    { message: first.message },
    {
      items: problems.map(({ key, message, values: { elementId } }) => ({
        code: key,
        message,
        ...(elementId === undefined ? {} : { elementId }),
      })),
    },
  );
}
