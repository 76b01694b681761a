import { z } from 'zod';

/** RFC 9457 problem as every error answer carries it. `title`, `detail` and `remedy` follow `Accept-Language`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** What the person can do about it. */
  remedy: z.string().optional(),
  /** Path of the faulty field: `variables.order.total`, `bpmn:Task_Check`. */
  field: z.string().optional(),
  /** All faults where there are several: those of a deployed file carry the element's id. */
  problems: z
    .array(
      z.object({
        code: z.string().optional(),
        field: z.string().nullable().optional(),
        elementId: z.string().nullable().optional(),
        resource: z.string().nullable().optional(),
        severity: z.enum(['error', 'warning']).optional(),
        message: z.string(),
      }),
    )
    .optional(),
});

export type Problem = z.infer<typeof problemSchema>;
