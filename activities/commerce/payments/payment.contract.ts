import { z } from 'zod';

/** The answers of the payment service provider that we rely on. */
export const authorization = z.object({
  id: z.string(),
  status: z.enum(['authorized', 'captured', 'voided', 'refunded']),
});

export const hold = z.object({ authorizationId: z.string() });

export type PaymentState = 'held' | 'captured' | 'voided' | 'refunded';
