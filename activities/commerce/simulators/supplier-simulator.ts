import type { Router } from 'express';
import { z } from 'zod';
import type { AppendLog } from './append-log.ts';
import { chance } from '../samples/chance.ts';
import { PartyRouter, idOf, refuse } from './party-router.ts';
import type { PartyAnswer } from './party-router.ts';
import { Shelf } from './shelf.ts';
import type { Steering } from './steering.ts';
import type { WebhookSender } from './webhook-sender.ts';

const purchase = z.object({
  orderNumber: z.string(),
  buyerReference: z.string(),
  status: z.enum(['confirmed', 'delivered', 'cancelled']),
});

const purchaseRequest = z.object({
  buyerReference: z.string().min(1),
  supplier: z.string().min(1),
  deliverTo: z.string().min(1),
  lines: z.array(z.object({ sku: z.string(), quantity: z.number().int().positive() })).min(1),
});

/** A supplier: confirms a purchase order at once and delivers some seconds later. */
export function supplierSimulator(
  log: AppendLog,
  options: {
    readonly apiKey: string;
    readonly seed: string;
    readonly steering: Steering;
    readonly webhooks: WebhookSender;
  },
): Router {
  const party = new PartyRouter(log, 'supplier', options.apiKey);
  const purchases = new Shelf(log, 'supplier.purchases', purchase);
  const byKey = new Shelf(log, 'supplier.by-key', z.string());

  party.cancellations('/purchase-orders', (key) => {
    const placed = purchases.get(byKey.get(key) ?? '');
    if (placed !== null) purchases.put(placed.orderNumber, { ...placed, status: 'cancelled' });
  });
  party.post('/purchase-orders', purchaseRequest, (given, _request, key) => {
    const refusal = options.steering.take('supplier', 'refuse');
    if (refusal !== null) return refuse(422, 'not_accepted', refusal);
    const orderNumber = `SO-${String(purchases.entries().length + 1).padStart(6, '0')}`;
    byKey.put(key, orderNumber);
    const delay = 5_000 + Math.floor(chance(options.seed, 'deliver', given.buyerReference) * 10_000);
    const event = { type: 'order.delivered', orderNumber, buyerReference: given.buyerReference };
    options.webhooks.send('supplier', `delivered:${orderNumber}`, event, delay);
    return {
      status: 201,
      body: purchases.put(orderNumber, { orderNumber, buyerReference: given.buyerReference, status: 'confirmed' }),
    };
  });
  party.get('/purchase-orders/:id', (request) => {
    const found = purchases.get(idOf(request));
    return found === null ? unknown() : { status: 200, body: found };
  });
  party.post('/purchase-orders/:id/cancel', z.object({}), (_body, request) => {
    const found = purchases.get(idOf(request));
    if (found === null) return unknown();
    return { status: 200, body: purchases.put(found.orderNumber, { ...found, status: 'cancelled' }) };
  });
  return party.router;
}

function unknown(): PartyAnswer {
  return refuse(404, 'not_found', 'No such purchase order.');
}
