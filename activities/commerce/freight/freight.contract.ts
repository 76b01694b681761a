import { z } from 'zod';

/** A consignment as the carrier tells it. */
export const consignment = z.object({
  id: z.string(),
  trackingNumber: z.string(),
  status: z.enum(['booked', 'handed-over', 'collected', 'cancelled', 'recalled']),
  service: z.string(),
  price: z.object({ amount: z.string(), currency: z.string() }),
  labelUrl: z.string(),
});
export type Consignment = z.output<typeof consignment>;

/** What the process carries on. */
export const shipment = z.object({ shipmentId: z.string(), trackingNumber: z.string() });

export type ShipmentState = 'booked' | 'handed-over' | 'cancelled' | 'recalled';
