import { z } from 'zod';

/** A declaration as the customs office tells it. `mrn` is its movement reference number. */
export const filing = z.object({
  mrn: z.string(),
  status: z.enum(['accepted', 'held', 'released', 'withdrawn']),
  holdCode: z.string().nullable(),
});

/** What the process carries on. */
export const declaration = z.object({ declarationId: z.string() });
