import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { PublishedMessage } from './messages/message-publisher.ts';

/**
 * How each foreign party's webhook becomes a message of the engine. The server's `POST /api/webhooks/{source}` looks its
 * source up here, verifies the signature over the raw body and publishes `messageOf(event)`; null = an event that concerns
 * no process, answered 202.
 */
export interface WebhookSource {
  readonly verify: (rawBody: Uint8Array, headers: WebhookHeaders, secret: string) => boolean;
  /** Throws a `ZodError` for a body that is not one of the source's events. */
  readonly messageOf: (body: unknown) => PublishedMessage | null;
}

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Webhooks may come before the subscription is open, so their messages wait. */
const timeToLive = 24 * 60 * 60 * 1000;

/** `X-Signature: sha256=<hex of HMAC-SHA-256 over the body>`, as all our parties sign. */
export const signatureHeader = 'x-signature';

export function sign(body: Uint8Array | string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function verifyHmac(rawBody: Uint8Array, headers: WebhookHeaders, secret: string): boolean {
  const given = headers[signatureHeader];
  if (typeof given !== 'string') return false;
  const expected = Buffer.from(sign(rawBody, secret));
  const received = Buffer.from(given);
  return expected.length === received.length && timingSafeEqual(expected, received);
}

function message(name: string, correlationKey: string, event: string, variables: JsonObject): PublishedMessage {
  return { name, correlationKey, messageId: `${name}:${event}`, timeToLive, variables };
}

export function parcelCollectedMessage(event: { reference: string; consignmentId: string }): PublishedMessage {
  return message('parcel-collected', event.reference, event.consignmentId, {});
}

export function customsReleasedMessage(event: { reference: string; mrn: string }): PublishedMessage {
  return message('customs-released', event.reference, event.mrn, {});
}

export function customsHeldMessage(event: { reference: string; mrn: string; holdCode: string }): PublishedMessage {
  return message('customs-held', event.reference, event.mrn, { holdCode: event.holdCode });
}

const envelope = z.object({ eventId: z.string(), occurredAt: z.string() });
const reference = z.string().min(1);

const carrierEvent = z.discriminatedUnion('type', [
  envelope.extend({ type: z.literal('consignment.collected'), reference, consignmentId: z.string() }),
  envelope.extend({ type: z.literal('consignment.delivered'), reference, consignmentId: z.string() }),
]);
const customsEvent = z.discriminatedUnion('type', [
  envelope.extend({ type: z.literal('declaration.released'), reference, mrn: z.string() }),
  envelope.extend({ type: z.literal('declaration.held'), reference, mrn: z.string(), holdCode: z.string() }),
]);
const supplierEvent = envelope.extend({
  type: z.literal('order.delivered'),
  orderNumber: z.string(),
  buyerReference: reference,
});
const paymentEvent = envelope.extend({ type: z.string() });

export const webhookSources: Readonly<Record<string, WebhookSource>> = {
  carrier: {
    verify: verifyHmac,
    messageOf: (body) => {
      const event = carrierEvent.parse(body);
      return event.type === 'consignment.collected' ? parcelCollectedMessage(event) : null;
    },
  },
  customs: {
    verify: verifyHmac,
    messageOf: (body) => {
      const event = customsEvent.parse(body);
      return event.type === 'declaration.released' ? customsReleasedMessage(event) : customsHeldMessage(event);
    },
  },
  supplier: {
    verify: verifyHmac,
    messageOf: (body) => {
      const event = supplierEvent.parse(body);
      return message('goods-delivered', event.buyerReference, event.orderNumber, {});
    },
  },
  payment: {
    verify: verifyHmac,
    messageOf: (body) => {
      // The process asks and gets its answer in the same call; the provider's events are for the finance mailbox.
      paymentEvent.parse(body);
      return null;
    },
  },
};
