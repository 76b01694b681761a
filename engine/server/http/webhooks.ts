import express, { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Services } from '#engine/server/services/services.ts';
import { parseLossless } from './lossless-json.ts';
import { defaultTenant } from './v2/common.ts';

/** How a foreign party's webhook becomes a message; the product hands in one entry a party. */
export interface WebhookSource {
  readonly verify: (rawBody: Uint8Array, headers: WebhookHeaders, secret: string) => boolean;
  /** Throws a `ZodError` for a body that is none of the source's events; null = an event that concerns no process. */
  readonly messageOf: (body: unknown) => WebhookMessage | null;
}

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface WebhookMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string;
  readonly timeToLive: number;
  readonly variables: JsonObject;
}

/** `POST /api/webhooks/{source}`: verified by signature, published as a message, answered 202. A repetition counts as done. */
export function webhookRouter(
  services: Services,
  { sources, secret }: { readonly sources: Readonly<Record<string, WebhookSource>>; readonly secret: string },
  log: Logger,
): Router {
  const router = Router();
  router.post(
    '/:source',
    express.raw({ type: () => true, limit: '1mb' }),
    async (request: Request, response: Response) => {
      const source = String(request.params['source']);
      const known = Object.hasOwn(sources, source) ? sources[source] : undefined;
      if (known === undefined) throw new ApiProblem(404, 'webhook.unknown', { source });
      const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (!known.verify(body, request.headers, secret)) throw new ApiProblem(401, 'webhook.signature', { source });
      const message = messageOf(known, source, body);
      if (message !== null) await publish(services, message, log);
      response.status(202).json({ accepted: true, message: message?.name ?? null });
    },
  );
  return router;
}

function messageOf(known: WebhookSource, source: string, body: Buffer): WebhookMessage | null {
  try {
    return known.messageOf(parseLossless(body.toString('utf8')));
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const issue = error.issues[0];
    const message = issue === undefined ? 'unknown' : `${issue.path.join('.')}: ${issue.message}`;
    throw new ApiProblem(400, 'webhook.body', { source, message });
  }
}

async function publish(services: Services, message: WebhookMessage, log: Logger): Promise<void> {
  try {
    await services.messages.publish({ ...message, tenantId: defaultTenant, businessId: null });
  } catch (error) {
    // The sender repeats until it hears 2xx: what is in the inbox already is accepted.
    if (!(error instanceof ApiProblem) || error.code !== 'message.duplicate') throw error;
    log.debug({ message: message.name, messageId: message.messageId }, 'webhook repeated');
  }
}
