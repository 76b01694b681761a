import type { RequestProblem } from '#engine/contracts/wire/process-instance.ts';
import { ApiProblem, type ProblemStatus } from '#engine/server/problems/index.ts';

const statuses: Readonly<Record<RequestProblem['code'], ProblemStatus>> = {
  NOT_FOUND: 404,
  INVALID_STATE: 409,
  INVALID_ARGUMENT: 400,
};

/** Why the instance refused a request, as an answer. The first reason gives status and text, all of them are listed. */
export function kernelProblem(problems: readonly RequestProblem[]): ApiProblem {
  const first = problems[0] ?? { code: 'INVALID_STATE', key: '', values: {}, message: 'refused without a reason' };
  return new ApiProblem(
    statuses[first.code],
    'kernel.refused',
    { message: first.message },
    {
      items: problems.map(({ key, message, values }) => ({
        code: key,
        message,
        ...(values['element'] === undefined ? {} : { elementId: values['element'] }),
      })),
    },
  );
}
