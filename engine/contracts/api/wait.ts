import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });

/** Why an element has not gone on, with what a person needs to see or do about it. */
export const waitReasonSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('userTask'),
    userTaskKey: z.string(),
    assignee: z.string().nullable(),
    dueAt: instant.nullable(),
  }),
  z.object({ kind: z.literal('timer'), dueAt: instant }),
  z.object({ kind: z.literal('message'), messageName: z.string(), correlationKey: z.string() }),
  z.object({ kind: z.literal('signal'), signalName: z.string() }),
  z.object({ kind: z.literal('condition') }),
  z.object({
    kind: z.literal('job'),
    jobKey: z.string(),
    jobType: z.string(),
    execution: z.enum(['external', 'activity', 'local']),
    retries: z.number().int(),
    /** Name of the external worker that holds it. */
    worker: z.string().nullable(),
    /** Not offered to a worker before this instant. */
    backOffUntil: instant.nullable(),
    /** What the last failed attempt said. */
    lastFailure: z.string().nullable(),
  }),
  z.object({ kind: z.literal('child'), processInstanceKey: z.string(), processDefinitionId: z.string() }),
  z.object({ kind: z.literal('incident'), incidentKey: z.string(), errorType: z.string(), message: z.string() }),
]);

export const waitKinds = ['userTask', 'timer', 'message', 'signal', 'condition', 'job', 'child', 'incident'] as const;

/** One reason; an element with a boundary timer has two. `elementId` is the element that catches. */
export const waitSchema = z.object({
  elementInstanceKey: z.string(),
  elementId: z.string(),
  elementName: z.string().nullable(),
  since: instant,
  reason: waitReasonSchema,
});

/** `GET /api/instances/{key}/waits`, longest first. */
export const waitsSchema = z.object({ waits: z.array(waitSchema) });

export type WaitReason = z.infer<typeof waitReasonSchema>;
export type WaitKind = WaitReason['kind'];
export type Wait = z.infer<typeof waitSchema>;
