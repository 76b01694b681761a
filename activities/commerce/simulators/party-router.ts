import { createHash } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import express from 'express';
import { z } from 'zod';
import type { AppendLog } from './append-log.ts';
import { Shelf } from './shelf.ts';

/** A party's refusal, in its own code and words. */
export interface Refusal {
  readonly refused: number;
  readonly code: string;
  readonly message: string;
}

export type PartyAnswer = { readonly status: number; readonly body: z.core.util.JSONType } | Refusal;

export function refuse(status: number, code: string, message: string): Refusal {
  return { refused: status, code, message };
}

const remembered = z.object({ status: z.number(), body: z.json(), fingerprint: z.string() });
const spent = z.object({ at: z.string() });

/**
 * What all simulated parties have in common: a bearer key, JSON, and idempotency: the same `Idempotency-Key` is answered with
 * the first answer, with another body it is refused (422), and a key that was cancelled is refused for good (409). Refusals
 * by the party's own judgement are remembered too, bad requests are not.
 */
export class PartyRouter {
  readonly router: Router = express.Router();
  readonly #answers: Shelf<typeof remembered>;
  readonly #spent: Shelf<typeof spent>;

  constructor(log: AppendLog, party: string, apiKey: string) {
    this.#answers = new Shelf(log, `${party}.answers`, remembered);
    this.#spent = new Shelf(log, `${party}.spent-keys`, spent);
    this.router.use((request, response, next) => {
      if (request.get('authorization') === `Bearer ${apiKey}`) next();
      else response.status(401).json({ code: 'unauthorized', message: 'The key is missing or not known here.' });
    });
  }

  get(path: string, answer: (request: Request) => PartyAnswer): void {
    this.router.get(path, (request, response) => reply(response, answer(request)));
  }

  /** `act` is called once a key; `Idempotency-Key` is required. */
  post<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    act: (body: z.output<Schema>, request: Request, key: string) => PartyAnswer,
  ): void {
    this.router.post(path, (request, response) => {
      const key = request.get('idempotency-key');
      if (key === undefined) return reply(response, refuse(400, 'key_missing', 'Idempotency-Key is required.'));
      if (this.#spent.get(key) !== null)
        return reply(response, refuse(409, 'key_cancelled', 'This key was cancelled.'));
      const fingerprint = createHash('sha256')
        .update(`${request.originalUrl}\n${JSON.stringify(request.body)}`)
        .digest('hex');
      const first = this.#answers.get(key);
      if (first !== null) {
        if (first.fingerprint === fingerprint) return reply(response, first);
        return reply(response, refuse(422, 'key_reused', 'This key was used for another request.'));
      }
      const body = schema.safeParse(request.body);
      if (!body.success) return reply(response, refuse(400, 'bad_request', z.prettifyError(body.error)));
      const answer = act(body.data, request, key);
      this.#answers.put(key, { ...asStored(answer), fingerprint });
      return reply(response, answer);
    });
  }

  /** `POST <collection>/cancellations`: takes back what a key made, if anything, and spends the key. */
  cancellations(collection: string, takeBack: (originalKey: string) => void): void {
    this.router.post(`${collection}/cancellations`, (request, response) => {
      const body = z.object({ originalKey: z.string().min(1) }).safeParse(request.body);
      if (!body.success) return reply(response, refuse(400, 'bad_request', z.prettifyError(body.error)));
      const { originalKey } = body.data;
      if (this.#spent.get(originalKey) === null) {
        takeBack(originalKey);
        this.#spent.put(originalKey, { at: new Date().toISOString() });
      }
      return reply(response, { status: 200, body: { cancelled: originalKey } });
    });
  }
}

/** The path parameter, which Express types as possibly absent or repeated. */
export function idOf(request: Request): string {
  const { id } = request.params;
  return typeof id === 'string' ? id : '';
}

function asStored(answer: PartyAnswer): { status: number; body: z.core.util.JSONType } {
  return 'refused' in answer
    ? { status: answer.refused, body: { code: answer.code, message: answer.message } }
    : { status: answer.status, body: answer.body };
}

function reply(response: Response, answer: PartyAnswer): void {
  const { status, body } = asStored(answer);
  response.status(status).json(body);
}
