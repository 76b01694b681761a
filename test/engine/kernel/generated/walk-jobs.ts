import type { InstanceState, JobWait } from '#engine/kernel/index.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Act } from '../differential/act.ts';

/** What can become of a job, as acts. `x` is a value that nobody has had yet. */
export function jobActs(instance: InstanceState, job: JobWait, x: number): readonly Act[] {
  const { element } = job;
  if (job.state === 'errorThrown') return [];
  if (job.state === 'failed' || job.retries < 1) return [{ do: 'retries', element, retries: 2 }];
  switch (job.jobKind) {
    case 'bpmnElement':
      return [
        ...completions(element, x),
        { do: 'throw', element, code: 'ERR', variables: { e: x } },
        { do: 'throw', element, code: 'OTHER' },
        { do: 'fail', element, variables: { f: x } },
        ...attempts(element, x),
      ];
    case 'executionListener':
      return [...completions(element, x), { do: 'fail', element }, ...attempts(element, x)];
    case 'taskListener':
      return listenerResults(job, x).map((result) => ({
        do: 'complete',
        element,
        result: { type: 'userTask', ...result },
      }));
    case 'adHocSubProcess':
      return [
        ...adHocResults(instance, job, x).map((result): Act => ({
          do: 'complete',
          element,
          variables: { r: -x, x },
          result,
        })),
        { do: 'fail', element, variables: { f: x } },
      ];
  }
}

function completions(element: string, x: number): readonly Act[] {
  return [
    { do: 'complete', element, variables: { r: -x, x } },
    { do: 'complete', element, variables: { r: -x, x, local: x + 0.5 } },
    { do: 'complete', element },
  ];
}

/** It goes on waiting: a worker has failed but may try again, or has taken it and is not heard of any more. */
function attempts(element: string, x: number): readonly Act[] {
  return [
    { do: 'fail', element, retries: 1, variables: { f: x } },
    { do: 'take', element, ms: 60_000 },
  ];
}

/** Most let it pass; one in six denies, one corrects. What may not be answered is refused by both engines (TSL4). */
function listenerResults({ listenerEvent }: JobWait, x: number): readonly JsonObject[] {
  const pass: JsonObject = {};
  const corrections = { assignee: `corrected ${x}`, candidateGroups: ['second'], priority: x % 100 };
  return [
    pass,
    pass,
    pass,
    { denied: true },
    { corrections: listenerEvent === 'creating' ? { dueDate: '2027-02-01T00:00:00Z', priority: 7 } : corrections },
    { denied: x % 2 === 0, corrections: { followUpDate: '2027-03-01T00:00:00Z', candidateUsers: ['ada', 'bob'] } },
  ];
}

/** What to start next, one element or two, and whether that is all. */
function adHocResults(instance: InstanceState, job: JobWait, x: number): readonly JsonObject[] {
  const owner = instance.elements[job.elementInstance];
  const given = owner?.variables.adHocSubProcessElements;
  const ids = (Array.isArray(given) ? given : []).flatMap((one) =>
    typeof one === 'object' && one !== null && 'elementId' in one && typeof one.elementId === 'string'
      ? [one.elementId]
      : [],
  );
  const starts = (some: readonly string[]): JsonObject => ({
    type: 'adHocSubProcess',
    activateElements: some.map((elementId, index) => ({ elementId, variables: { given: x + index } })),
  });
  const isLast = { isCompletionConditionFulfilled: true };
  return [
    starts(ids.slice(0, 1)),
    starts(ids.slice(0, 2)),
    { ...starts([]), ...isLast },
    { ...starts([]), ...isLast, isCancelRemainingInstances: true },
    starts(['nowhere']),
  ];
}
