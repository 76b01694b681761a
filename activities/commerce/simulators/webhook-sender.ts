import { z } from 'zod';
import { sign, signatureHeader } from '../webhooks.ts';
import type { AppendLog } from './append-log.ts';
import { Shelf } from './shelf.ts';

const pending = z.object({
  source: z.string(),
  body: z.string(),
  dueAt: z.number(),
  attempts: z.number().int(),
  state: z.enum(['pending', 'delivered', 'given-up', 'lost']),
});
type Pending = z.output<typeof pending>;

const mostAttempts = 30;
const longestPauseMs = 20_000;

export interface WebhookTarget {
  /** The receiver's base; the source's name is appended: `…/api/webhooks/customs`. */
  readonly url: string;
  readonly secret: string;
}

/**
 * Sends the parties' webhooks: signed, in time, repeated with growing pauses until the receiver answers 2xx, and remembered
 * over a restart. At least once, so the receiver may see one twice.
 */
export class WebhookSender {
  readonly #shelf: Shelf<typeof pending>;
  readonly #target: WebhookTarget;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #silent = new Set<string>();
  #stopped = false;

  constructor(log: AppendLog, target: WebhookTarget) {
    this.#shelf = new Shelf(log, 'webhooks', pending);
    this.#target = target;
    for (const [id, webhook] of this.#shelf.entries()) if (webhook.state === 'pending') this.#arm(id, webhook);
  }

  /** `id` is the event's: sending the same one again does nothing. */
  send(source: string, id: string, event: Readonly<Record<string, string>>, delayMs: number): void {
    if (this.#shelf.get(id) !== null) return;
    const body = JSON.stringify({ eventId: id, occurredAt: new Date(Date.now() + delayMs).toISOString(), ...event });
    const state = this.#silent.has(source) ? 'lost' : 'pending';
    const webhook = this.#shelf.put(id, { source, body, dueAt: Date.now() + delayMs, attempts: 0, state });
    if (webhook.state === 'pending') this.#arm(id, webhook);
  }

  /** A silent source loses its webhooks, as real ones do at times: the receiver has to ask by itself. */
  silence(source: string, silent: boolean): void {
    if (silent) this.#silent.add(source);
    else this.#silent.delete(source);
  }

  count(state: Pending['state']): number {
    return this.#shelf.entries().filter(([, webhook]) => webhook.state === state).length;
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #arm(id: string, webhook: Pending): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => void this.#deliver(id, webhook), Math.max(0, webhook.dueAt - Date.now()));
    this.#timers.set(id, timer);
  }

  async #deliver(id: string, webhook: Pending): Promise<void> {
    this.#timers.delete(id);
    if (await this.#post(webhook)) {
      this.#shelf.put(id, { ...webhook, state: 'delivered' });
      return;
    }
    const attempts = webhook.attempts + 1;
    if (attempts >= mostAttempts) {
      this.#shelf.put(id, { ...webhook, attempts, state: 'given-up' });
      return;
    }
    const pause = Math.min(longestPauseMs, 250 * 2 ** attempts);
    this.#arm(id, this.#shelf.put(id, { ...webhook, attempts, dueAt: Date.now() + pause }));
  }

  async #post(webhook: Pending): Promise<boolean> {
    try {
      const response = await fetch(`${this.#target.url}/${webhook.source}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [signatureHeader]: sign(webhook.body, this.#target.secret) },
        body: webhook.body,
        signal: AbortSignal.timeout(10_000),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }
}
