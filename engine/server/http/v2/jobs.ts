import { z } from 'zod';
import { sayFault } from '#engine/server/problems/index.ts';
import type { ActivatedJob } from '#engine/store/jobs/index.ts';
import { headersOf } from '#engine/store/search/columns.ts';
import { jobKind, jobKinds, jobs, listenerEvent, listenerEvents } from '#engine/store/search/jobs.ts';
import { emptyOperation, jsonOperation, type Operation } from '../operation.ts';
import { checkTenant, defaultTenant, keySchema, operationReference, optionalVariables } from './common.ts';
import { searchOperation } from './search-operation.ts';

const params = z.object({ jobKey: keySchema });

/** An idle worker's call is held open this long when it leaves the time to us. */
const defaultWaitMs = 10_000;
const longestWaitMs = 60 * 60 * 1000;

const activatedJob = z.object({
  jobKey: z.string(),
  type: z.string(),
  processInstanceKey: z.string(),
  rootProcessInstanceKey: z.string().nullable(),
  processDefinitionId: z.string(),
  processDefinitionKey: z.string(),
  processDefinitionVersion: z.int(),
  elementId: z.string(),
  elementInstanceKey: z.string(),
  kind: z.enum(jobKinds),
  listenerEventType: z.enum(listenerEvents),
  customHeaders: z.record(z.string(), z.unknown()),
  variables: z.record(z.string(), z.unknown()),
  worker: z.string(),
  retries: z.int(),
  /** Epoch milliseconds. */
  deadline: z.number(),
  userTask: z.null(),
  tags: z.array(z.string()),
  tenantId: z.string(),
});

function toActivated(job: ActivatedJob, worker: string): z.input<typeof activatedJob> {
  return {
    jobKey: job.jobKey,
    type: job.type,
    processInstanceKey: job.instanceKey,
    rootProcessInstanceKey: job.rootKey,
    processDefinitionId: job.processId,
    processDefinitionKey: job.processDefinitionKey,
    processDefinitionVersion: job.version,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    kind: jobKind(job.kind),
    listenerEventType: listenerEvent(job.listenerEvent),
    customHeaders: headersOf(job.headers),
    variables: job.variables,
    worker,
    retries: job.retries,
    deadline: job.deadline.getTime(),
    userTask: null,
    tags: [...job.tags],
    tenantId: job.tenantId,
  };
}

const activationBody = z.strictObject({
  type: z.string().min(1),
  worker: z.string().default('default'),
  timeout: z.number().int().min(1),
  maxJobsToActivate: z.int().min(1).max(10_000),
  fetchVariable: z.array(z.string()).nullish(),
  /** Milliseconds; 0 = the server's choice, negative = no waiting. */
  requestTimeout: z.number().int().max(longestWaitMs).default(0),
  tenantIds: z.array(z.string()).nullish(),
  tenantFilter: z.enum(['PROVIDED', 'ASSIGNED']).nullish(),
});

const jobResult = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('userTask'),
    denied: z.boolean().nullish(),
    deniedReason: z.string().nullish(),
    corrections: z
      .strictObject({
        assignee: z.string().nullish(),
        dueDate: z.string().nullish(),
        followUpDate: z.string().nullish(),
        candidateUsers: z.array(z.string()).nullish(),
        candidateGroups: z.array(z.string()).nullish(),
        priority: z.int().min(0).max(100).nullish(),
      })
      .nullish(),
  }),
  z.strictObject({
    type: z.literal('adHocSubProcess'),
    activateElements: z
      .array(z.strictObject({ elementId: z.string().min(1), variables: optionalVariables }))
      .default([]),
    isCompletionConditionFulfilled: z.boolean().default(false),
    isCancelRemainingInstances: z.boolean().default(false),
  }),
]);

export const jobOperations: readonly Operation[] = [
  jsonOperation({
    id: 'activateJobs',
    method: 'post',
    path: '/jobs/activation',
    summary: 'Locks free jobs of a type for a worker; waits for one when there is none.',
    body: activationBody,
    answer: z.object({ jobs: z.array(activatedJob) }),
    run: async ({ body }, { services, caller }) => {
      for (const tenantId of body.tenantIds ?? []) checkTenant(tenantId);
      const activated = await services.jobs.activate(
        {
          type: body.type,
          worker: body.worker,
          timeoutMs: body.timeout,
          limit: body.maxJobsToActivate,
          tenantIds: [defaultTenant],
          variables:
            body.fetchVariable === undefined || body.fetchVariable?.length === 0 ? null : (body.fetchVariable ?? null),
          waitMs: body.requestTimeout === 0 ? defaultWaitMs : Math.max(0, body.requestTimeout),
        },
        caller.gone(),
      );
      return { jobs: activated.map((job) => toActivated(job, body.worker)) };
    },
  }),
  searchOperation({ id: 'searchJobs', path: '/jobs/search', summary: 'Finds jobs.', searchable: jobs }),
  emptyOperation({
    id: 'completeJob',
    method: 'post',
    path: '/jobs/{jobKey}/completion',
    summary: 'Ends a job with its result.',
    params,
    body: z.strictObject({ variables: optionalVariables, result: jobResult.nullish() }).nullish(),
    problems: [404, 409, 504],
    run: ({ params: { jobKey }, body }, { services, caller }) =>
      services.jobs.complete(
        jobKey,
        body?.variables ?? {},
        body?.result === undefined || body.result === null ? undefined : JSON.parse(JSON.stringify(body.result)),
        caller.idempotencyKey,
      ),
  }),
  emptyOperation({
    id: 'failJob',
    method: 'post',
    path: '/jobs/{jobKey}/failure',
    summary: 'Reports a failed attempt. Without retries left it becomes an incident.',
    params,
    body: z
      .strictObject({
        retries: z.int().default(0),
        errorMessage: z.string().default(''),
        retryBackOff: z.number().int().min(0).default(0),
        variables: optionalVariables,
      })
      .nullish(),
    problems: [404, 409, 504],
    run: ({ params: { jobKey }, body }, { services, caller }) =>
      services.jobs.fail(
        jobKey,
        {
          retries: body?.retries ?? 0,
          message: body?.errorMessage ?? '',
          backOffMs: body?.retryBackOff ?? 0,
          variables: body?.variables ?? {},
        },
        caller.idempotencyKey,
      ),
  }),
  emptyOperation({
    id: 'throwJobError',
    method: 'post',
    path: '/jobs/{jobKey}/error',
    summary: 'Throws a BPMN error from a job.',
    params,
    body: z.strictObject({
      errorCode: z.string().min(1),
      errorMessage: z.string().nullish(),
      variables: optionalVariables,
    }),
    problems: [404, 409, 504],
    run: ({ params: { jobKey }, body }, { services, caller }) =>
      services.jobs.throwError(
        jobKey,
        { code: body.errorCode, message: body.errorMessage ?? '', variables: body.variables },
        caller.idempotencyKey,
      ),
  }),
  emptyOperation({
    id: 'updateJob',
    method: 'patch',
    path: '/jobs/{jobKey}',
    summary: 'Changes retries or time-out of a job.',
    params,
    body: z.strictObject({
      changeset: z
        .strictObject({
          retries: z.int().min(1).nullish(),
          timeout: z.number().int().min(1).nullish(),
        })
        .refine(({ retries, timeout }) => (retries ?? timeout ?? null) !== null, sayFault('job.noChange')),
      operationReference,
    }),
    problems: [404, 409, 504],
    run: ({ params: { jobKey }, body: { changeset } }, { services }) =>
      services.jobs.update(jobKey, { retries: changeset.retries ?? null, timeoutMs: changeset.timeout ?? null }),
  }),
];
