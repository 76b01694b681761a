import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AppendLog } from './append-log.ts';
import { chance } from '../samples/chance.ts';
import { PartyRouter, idOf, refuse } from './party-router.ts';
import type { PartyAnswer, Refusal } from './party-router.ts';
import { Shelf } from './shelf.ts';
import type { Steering } from './steering.ts';
import type { WebhookSender } from './webhook-sender.ts';

const declaration = z.object({
  mrn: z.string(),
  reference: z.string(),
  status: z.enum(['accepted', 'held', 'released', 'withdrawn']),
  holdCode: z.string().nullable(),
  /** Epoch milliseconds of the next change by itself, and to what; null = only a person or documents change it. */
  next: z.object({ at: z.number(), status: z.enum(['held', 'released']) }).nullable(),
});
type Declaration = z.output<typeof declaration>;
const mrnOfKey = z.string();

/** Share of declarations that are held. */
const heldShare = 0.125;

const filing = z.object({
  reference: z.string().min(1),
  kind: z.string(),
  items: z.array(z.object({ hsCode: z.string().regex(/^\d{6,10}$/), origin: z.string().length(2) })).min(1),
});

const holdCodes = ['DOC-INVOICE', 'EXAM-PHYSICAL', 'VALUE-DOUBT', 'ORIGIN-PROOF'] as const;

interface Surroundings {
  readonly apiKey: string;
  readonly seed: string;
  readonly steering: Steering;
  readonly webhooks: WebhookSender;
}

/**
 * A customs office: accepts a declaration and decides some seconds later. About one in eight is held; half of those are
 * released by themselves, the others wait for documents.
 */
export class CustomsSimulator {
  readonly router: Router;
  readonly #surroundings: Surroundings;
  readonly #declarations: Shelf<typeof declaration>;
  readonly #byKey: Shelf<typeof mrnOfKey>;

  constructor(log: AppendLog, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#declarations = new Shelf(log, 'customs.declarations', declaration);
    this.#byKey = new Shelf(log, 'customs.by-key', mrnOfKey);
    this.router = this.#routes(new PartyRouter(log, 'customs', surroundings.apiKey));
  }

  /** Releases whatever is filed for a reference; false when nothing is, or it was withdrawn. */
  release(reference: string): boolean {
    const filed = this.#declarations
      .entries()
      .filter(([, each]) => each.reference === reference && each.status !== 'withdrawn');
    for (const [, each] of filed) this.#release(each);
    return filed.length > 0;
  }

  #routes(party: PartyRouter): Router {
    party.cancellations('/declarations', (key) => {
      const filed = this.#declarations.get(this.#byKey.get(key) ?? '');
      if (filed !== null) this.#withdraw(filed);
    });
    party.post('/declarations', filing, ({ reference }, _request, key) => this.#accept(reference, key));
    party.get('/declarations/:id', (request) => this.#answer(request, (found) => decided(found)));
    party.post('/declarations/:id/documents', z.object({ note: z.string() }), (_body, request) =>
      this.#answer(request, (found) =>
        found.status === 'withdrawn'
          ? refuse(409, 'withdrawn', 'The declaration was withdrawn.')
          : this.#release(found),
      ),
    );
    party.post('/declarations/:id/withdrawal', z.object({}), (_body, request) =>
      this.#answer(request, (found) => this.#withdraw(found)),
    );
    return party.router;
  }

  #answer(request: Request, act: (found: Declaration) => Declaration | Refusal): PartyAnswer {
    const found = this.#declarations.get(idOf(request));
    if (found === null) return refuse(404, 'not_found', 'No such declaration.');
    const outcome = act(found);
    return 'refused' in outcome ? outcome : { status: 200, body: outcome };
  }

  #accept(reference: string, key: string): PartyAnswer {
    const { seed, steering } = this.#surroundings;
    const mrn = `26SF${String(this.#declarations.entries().length + 1).padStart(14, '0')}`;
    this.#byKey.put(key, mrn);
    const delay = 800 + Math.floor(chance(seed, 'decide', reference) * 2_500);
    const at = Date.now() + delay;
    const steered = steering.take('customs', 'hold');
    const fate = chance(seed, 'hold', reference);
    const filed: Declaration = { mrn, reference, status: 'accepted', holdCode: null, next: null };
    if (steered === null && fate >= heldShare) {
      this.#tell(filed, delay, 'released', null);
      return { status: 202, body: this.#declarations.put(mrn, { ...filed, next: { at, status: 'released' } }) };
    }
    const holdCode = steered ?? holdCodes[Math.floor(fate * 1_000) % holdCodes.length] ?? 'DOC-INVOICE';
    this.#tell(filed, delay, 'held', holdCode);
    // The other half of the holds, and every steered one, waits for documents.
    if (steered === null && fate < heldShare / 2) this.#tell(filed, delay + 12_000, 'released', null);
    return { status: 202, body: this.#declarations.put(mrn, { ...filed, holdCode, next: { at, status: 'held' } }) };
  }

  #release(found: Declaration): Declaration {
    this.#tell(found, 0, 'released', null);
    return this.#declarations.put(found.mrn, { ...found, status: 'released', next: null });
  }

  #withdraw(found: Declaration): Declaration {
    return this.#declarations.put(found.mrn, { ...found, status: 'withdrawn', next: null });
  }

  #tell(found: Declaration, delay: number, status: 'held' | 'released', holdCode: string | null): void {
    const event = { type: `declaration.${status}`, reference: found.reference, mrn: found.mrn };
    const more = holdCode === null ? {} : { holdCode };
    this.#surroundings.webhooks.send('customs', `${status}:${found.mrn}`, { ...event, ...more }, delay);
  }
}

/** The state now: a decision that is due counts as taken. */
function decided(found: Declaration): Declaration {
  return found.next !== null && found.next.at <= Date.now()
    ? { ...found, status: found.next.status, next: null }
    : found;
}
