import { z } from 'zod';

export const lintBodySchema = z.object({ xml: z.string().max(20_000_000) });

/** `POST /api/lint`: everything wrong or doubtful in a BPMN file, in the asked language; nothing is deployed. */
export const lintAnswerSchema = z.object({
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      code: z.string(),
      elementId: z.string().nullable(),
      path: z.string().nullable(),
      message: z.string(),
    }),
  ),
});
