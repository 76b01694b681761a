import type { Router } from 'express';
import { z } from 'zod';
import type { AppendLog } from './append-log.ts';
import { chance } from '../samples/chance.ts';
import { PartyRouter, idOf, refuse } from './party-router.ts';
import type { PartyAnswer } from './party-router.ts';
import { Shelf } from './shelf.ts';
import type { Steering } from './steering.ts';
import type { WebhookSender } from './webhook-sender.ts';

const consignment = z.object({
  id: z.string(),
  reference: z.string(),
  trackingNumber: z.string(),
  status: z.enum(['booked', 'handed-over', 'collected', 'cancelled', 'recalled']),
  collectedAt: z.number().nullable(),
  service: z.string(),
  price: z.object({ amount: z.string(), currency: z.string() }),
  labelUrl: z.string(),
});
type Consignment = z.output<typeof consignment>;

const booking = z.object({
  reference: z.string().min(1),
  service: z.string(),
  weightGrams: z.number().int().positive(),
  sender: z.object({ site: z.string(), country: z.string() }),
  recipient: z.object({ name: z.string(), country: z.string().nullable() }),
});

/** Heaviest parcel it takes. */
const mostGrams = 2_000_000;

/** A carrier: books and labels parcels, scans them some seconds after hand-over and tells it by webhook. */
export function carrierSimulator(
  log: AppendLog,
  options: {
    readonly apiKey: string;
    readonly seed: string;
    readonly steering: Steering;
    readonly webhooks: WebhookSender;
  },
): Router {
  const party = new PartyRouter(log, 'carrier', options.apiKey);
  const consignments = new Shelf(log, 'carrier.consignments', consignment);
  const byKey = new Shelf(log, 'carrier.by-key', z.string());

  const cancel = (booked: Consignment): Consignment => {
    const underway = booked.status === 'handed-over' || booked.status === 'collected' || booked.status === 'recalled';
    return consignments.put(booked.id, { ...booked, status: underway ? 'recalled' : 'cancelled' });
  };

  party.cancellations('/v2/consignments', (key) => {
    const booked = consignments.get(byKey.get(key) ?? '');
    if (booked !== null) cancel(booked);
  });
  party.post('/v2/consignments', booking, (given, _request, key) => {
    const refusal = options.steering.take('carrier', 'refuse');
    if (refusal !== null) return refuse(422, 'not_accepted', refusal);
    if (given.weightGrams > mostGrams) return refuse(422, 'too_heavy', `Parcels up to ${mostGrams} g are taken.`);
    const number = consignments.entries().length + 1;
    const id = `CN${String(number).padStart(8, '0')}`;
    byKey.put(key, id);
    const kept = { id, reference: given.reference, service: given.service, trackingNumber: s10Of(number) };
    const label = { labelUrl: `/v2/labels/${id}.pdf`, price: priceOf(given), collectedAt: null };
    return { status: 201, body: consignments.put(id, { ...kept, ...label, status: 'booked' }) };
  });
  party.get('/v2/consignments/:id', (request) => {
    const found = consignments.get(idOf(request));
    return found === null ? unknown() : { status: 200, body: scanned(found) };
  });
  party.post('/v2/consignments/:id/hand-over', z.object({}), (_body, request) => {
    const found = consignments.get(idOf(request));
    if (found === null) return unknown();
    if (found.status !== 'booked') return refuse(409, `already_${found.status}`, `The consignment is ${found.status}.`);
    const delay = 1_000 + Math.floor(chance(options.seed, 'collect', found.reference) * 3_000);
    const event = { type: 'consignment.collected', reference: found.reference, consignmentId: found.id };
    options.webhooks.send('carrier', `collected:${found.id}`, event, delay);
    const handedOver = { ...found, status: 'handed-over', collectedAt: Date.now() + delay } as const;
    return { status: 200, body: consignments.put(found.id, handedOver) };
  });
  party.post('/v2/consignments/:id/cancel', z.object({}), (_body, request) => {
    const found = consignments.get(idOf(request));
    return found === null ? unknown() : { status: 200, body: cancel(scanned(found)) };
  });
  return party.router;
}

/** The state now: a parcel that was handed over counts as collected from the time of its scan. */
function scanned(found: Consignment): Consignment {
  const isCollected = found.status === 'handed-over' && found.collectedAt !== null && found.collectedAt <= Date.now();
  return isCollected ? { ...found, status: 'collected' } : found;
}

/** Postal S10 number with its check digit (UPU S10: weights 8 6 4 2 3 5 9 7). */
function s10Of(serial: number): string {
  const digits = String(serial).padStart(8, '0');
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const sum = weights.reduce((total, weight, index) => total + Number(digits.charAt(index)) * weight, 0);
  const check = 11 - (sum % 11);
  return `LX${digits}${check === 10 ? 0 : check === 11 ? 5 : check}CN`;
}

function priceOf(given: z.output<typeof booking>): { amount: string; currency: string } {
  const perKilo = given.service.startsWith('EXPRESS') ? 7.2 : 4.1;
  const cents = Math.round(350 + (perKilo * given.weightGrams) / 10);
  return { amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`, currency: 'EUR' };
}

function unknown(): PartyAnswer {
  return refuse(404, 'not_found', 'No such consignment.');
}
