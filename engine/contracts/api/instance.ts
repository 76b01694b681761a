import { z } from 'zod';

/**
 * `GET /api/instances/{key}/diagram`: where the tokens are and which way they came. A page that keeps the last answer sees
 * by the difference of `taken` which flows were crossed since.
 */
export const instanceDiagramSchema = z.object({
  /** Sequence number of the last event that is in the answer. */
  seq: z.number().int(),
  elements: z.array(
    z.object({
      elementId: z.string(),
      active: z.number().int(),
      completed: z.number().int(),
      terminated: z.number().int(),
      incidents: z.number().int(),
    }),
  ),
  flows: z.array(z.object({ flowId: z.string(), taken: z.number().int() })),
});

/** One event of the instance that tells a person something. `type` is an event type of the kernel. */
export const timelineEntrySchema = z.object({
  seq: z.number().int(),
  at: z.iso.datetime({ offset: true }),
  type: z.string(),
  elementId: z.string().nullable(),
  elementName: z.string().nullable(),
  /** Kind of the element as in the definition, e.g. `userTask`; null where the event is about the instance. */
  elementKind: z.string().nullable(),
  /** What the sentence needs: `name`, `assignee`, `dueAt`, `messageName`, `message`, `code`, `jobType`, `status` … */
  values: z.record(z.string(), z.json()),
});

/**
 * `GET /api/instances/{key}/timeline?before={seq}&limit={1..200}&all={true|false}`: newest first. Without `all` the engine's
 * bookkeeping is left out. `before` of the next page is the last entry's `seq`; `more` says whether there is one.
 */
export const timelineSchema = z.object({ entries: z.array(timelineEntrySchema), more: z.boolean() });

export type InstanceDiagram = z.infer<typeof instanceDiagramSchema>;
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type Timeline = z.infer<typeof timelineSchema>;
