import type { Router } from 'express';
import { z } from 'zod';
import type { AppendLog } from './append-log.ts';
import { chance } from '../samples/chance.ts';
import { PartyRouter, idOf, refuse } from './party-router.ts';
import type { PartyAnswer } from './party-router.ts';
import { Shelf } from './shelf.ts';
import type { Steering } from './steering.ts';

const authorization = z.object({
  id: z.string(),
  reference: z.string(),
  amount: z.string(),
  currency: z.string(),
  status: z.enum(['authorized', 'captured', 'voided', 'refunded']),
});
type Authorization = z.output<typeof authorization>;

const request = z.object({
  reference: z.string().min(1),
  amount: z.string().regex(/^\d+(\.\d+)?$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  token: z.string().min(1),
});

/**
 * A payment service provider. Its test tokens: `tok_declined` always declines, `tok_declined_once` declines the first try of
 * a reference; every other token is declined by chance (2 %), by the seed.
 */
export function paymentSimulator(
  log: AppendLog,
  options: { readonly apiKey: string; readonly seed: string; readonly steering: Steering },
): Router {
  const party = new PartyRouter(log, 'payment', options.apiKey);
  const authorizations = new Shelf(log, 'payment.authorizations', authorization);
  const byKey = new Shelf(log, 'payment.by-key', z.string());
  const tries = new Shelf(log, 'payment.tries', z.number());

  const declineOf = (given: z.output<typeof request>, attempt: number): string | null => {
    const steered = options.steering.take('payment', 'decline');
    if (steered !== null) return steered;
    if (given.token === 'tok_declined') return 'insufficient_funds';
    if (given.token === 'tok_declined_once') return attempt === 1 ? 'try_again_later' : null;
    return chance(options.seed, 'payment', given.reference, String(attempt)) < 0.02 ? 'do_not_honor' : null;
  };

  party.cancellations('/v1/authorizations', (key) => {
    const held = authorizations.get(byKey.get(key) ?? '');
    if (held !== null)
      authorizations.put(held.id, { ...held, status: held.status === 'captured' ? 'refunded' : 'voided' });
  });
  party.post('/v1/authorizations', request, (given, _request, key) => {
    const attempt = tries.put(given.reference, (tries.get(given.reference) ?? 0) + 1);
    const decline = declineOf(given, attempt);
    if (decline !== null) return refuse(402, decline, `The issuer declined (${decline}).`);
    const id = `auth_${byKey.entries().length + 1}_${given.reference}`;
    byKey.put(key, id);
    const { reference, amount, currency } = given;
    return { status: 201, body: authorizations.put(id, { id, reference, amount, currency, status: 'authorized' }) };
  });
  party.get('/v1/authorizations/:id', (incoming) => {
    const found = authorizations.get(idOf(incoming));
    return found === null ? unknown() : { status: 200, body: found };
  });

  const move = (path: string, from: Authorization['status'], to: Authorization['status']): void =>
    party.post(`/v1/authorizations/:id/${path}`, z.object({}), (_body, incoming) => {
      const found = authorizations.get(idOf(incoming));
      if (found === null) return unknown();
      if (found.status === to) return { status: 200, body: found };
      if (found.status === from) return { status: 200, body: authorizations.put(found.id, { ...found, status: to }) };
      const code = `already_${found.status}`;
      return refuse(409, code, `The authorization is ${found.status}.`);
    });
  move('capture', 'authorized', 'captured');
  move('void', 'authorized', 'voided');
  move('refund', 'captured', 'refunded');
  return party.router;
}

function unknown(): PartyAnswer {
  return refuse(404, 'not_found', 'No such authorization.');
}
