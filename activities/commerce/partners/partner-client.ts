import { z } from 'zod';

/** Where a foreign party is reached, and the key it knows us by. */
export interface PartnerEndpoint {
  readonly url: string;
  readonly apiKey: string;
}

/** What a party answers when it says no: its own code and words. Everything else that goes wrong is thrown and retried. */
export type PartnerAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly message: string };

export interface PartnerRequest<T> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** Sent as `Idempotency-Key`: the party answers the same key with its first answer. */
  readonly idempotencyKey?: string;
  readonly answer: z.ZodType<T>;
}

/** Shorter than the shortest start-to-close time of the manifest, so that an attempt ends by itself. */
const timeoutMs = 8_000;

/**
 * Calls a foreign party. 4xx is its decision and is returned, except 408, 425 and 429; those, 5xx, a broken connection and
 * an answer that does not have the agreed shape are thrown, for the activity's retry policy to repeat with the same key.
 */
export async function callPartner<T>(endpoint: PartnerEndpoint, request: PartnerRequest<T>): Promise<PartnerAnswer<T>> {
  const response = await fetch(`${endpoint.url}${request.path}`, {
    method: request.method,
    headers: {
      authorization: `Bearer ${endpoint.apiKey}`,
      accept: 'application/json',
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  const place = `${request.method} ${endpoint.url}${request.path}`;
  if (response.ok) {
    const parsed = request.answer.safeParse(jsonOf(text));
    if (parsed.success) return { ok: true, value: parsed.data };
    throw new Error(`${place} answered ${response.status} in an unknown shape: ${parsed.error.message}`);
  }
  if (response.status >= 500 || [408, 425, 429].includes(response.status)) {
    throw new Error(`${place} answered ${response.status}: ${text.slice(0, 300)}`);
  }
  const refusal = refusalOf(jsonOf(text));
  return { ok: false, status: response.status, code: refusal.code, message: refusal.message };
}

/**
 * Takes back whatever a party made under `originalKey`, known to us or not, and has it refuse that key from then on. All our
 * parties know `POST <collection>/cancellations` with the original key; calling it twice is the same as once.
 */
export async function cancelByKey(endpoint: PartnerEndpoint, collection: string, originalKey: string): Promise<void> {
  const answer = await callPartner(endpoint, {
    method: 'POST',
    path: `${collection}/cancellations`,
    body: { originalKey },
    idempotencyKey: `${originalKey}:cancel`,
    answer: z.unknown(),
  });
  if (!answer.ok) throw new Error(`${endpoint.url} did not take ${originalKey} back: ${answer.message}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusalOf(body: unknown): { code: string; message: string } {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const named = (name: string): string | undefined => {
    const value = fields.find(([key]) => key === name)?.[1];
    return typeof value === 'string' ? value : undefined;
  };
  return { code: named('code') ?? 'refused', message: named('message') ?? 'no reason given' };
}
