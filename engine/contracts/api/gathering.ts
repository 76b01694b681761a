import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });

/** What has come for a start event that waits for several things, and what it waits for still. */
export const gatheringSchema = z.object({
  /** The key that the instance will have. */
  processInstanceKey: z.string(),
  elementId: z.string(),
  /** That of its messages; null = none of those that came has one. */
  correlationKey: z.string().nullable(),
  since: instant,
  /** Everything has come; it starts when the instance ends that was started with its key before. */
  waitsForKey: z.boolean(),
  parts: z.array(
    z.object({
      kind: z.enum(['message', 'signal', 'timer', 'condition']),
      /** Name of the message or signal, the timer's text, or the condition. */
      waitsFor: z.string(),
      /** When a timer fires next; null for other parts, and for a timer that fires no more. */
      dueAt: instant.nullable(),
      /** Null = it has not come. */
      cameAt: instant.nullable(),
      messageKey: z.string().nullable(),
    }),
  ),
});

/** `GET /api/process-definitions/{key}/gatherings?limit={1..200}`: oldest first. */
export const gatheringPageSchema = z.object({ gatherings: z.array(gatheringSchema), more: z.boolean() });

export type Gathering = z.infer<typeof gatheringSchema>;
export type GatheringPage = z.infer<typeof gatheringPageSchema>;
