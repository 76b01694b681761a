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

/** `GET /api/instances/{processInstanceKey}`: what Camunda's answer has no word for. */
export const instanceStateSchema = z.object({
  processInstanceKey: z.string(),
  /** `starting`: written, not confirmed by Temporal yet. */
  state: z.enum(['starting', 'active', 'suspended', 'completed', 'terminated']),
  /** Why it stalls by a fault of the engine; null when it does not. */
  trouble: z.string().nullable(),
});

/** `POST /api/instances/{processInstanceKey}/restart`: the new instance. */
export const restartedInstanceSchema = z.object({
  processInstanceKey: z.string(),
  restartedFrom: z.string(),
  processDefinitionKey: z.string(),
  processDefinitionId: z.string(),
  processDefinitionVersion: z.number().int(),
});

/**
 * `GET /api/instances/{processInstanceKey}/events?after={seq}&limit={1..5000}`: events of the kernel as they were written, oldest
 * first. All of them, in order, make the instance's state.
 */
export const instanceEventsSchema = z.object({
  events: z.array(z.object({ seq: z.number().int(), event: z.record(z.string(), z.unknown()) })),
  more: z.boolean(),
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
export type InstanceState = z.infer<typeof instanceStateSchema>;
export type RestartedInstance = z.infer<typeof restartedInstanceSchema>;
export type InstanceEvents = z.infer<typeof instanceEventsSchema>;
