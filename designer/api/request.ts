import type { z } from 'zod';
import type { Problem } from '#engine/contracts/api/problem.ts';
import { problemSchema } from '#engine/contracts/api/problem.ts';
import { requestHeaders } from './request-context.ts';

/** A request was answered with an error; `problem` says in words what is wrong and what helps. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

/** The server was not reached at all. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON, a `FormData` as it is. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** What the person gives as the reason of a change; the audit keeps it. */
  readonly reason?: string;
  /** Sent again with the same key, a request is done once. */
  readonly idempotencyKey?: string;
  /** Arrives even when the page is being left. */
  readonly keepalive?: boolean;
}

/** Sends a request and answers the parsed JSON, or null for an empty answer. Throws `ProblemError`, `UnreachableError`. */
export async function send(path: string, call: Call = {}): Promise<unknown> {
  const response = await sendRaw(path, call);
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** Like `send`, for answers that are not JSON: a diagram's XML. */
export async function sendForText(path: string, call: Call = {}): Promise<string> {
  return (await sendRaw(path, call)).text();
}

/** Like `send`, with the answer checked against its schema. */
export async function sendChecked<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  call: Call = {},
): Promise<z.infer<Schema>> {
  return schema.parse(await send(path, call));
}

async function sendRaw(path: string, call: Call): Promise<Response> {
  const isForm = call.body instanceof FormData;
  const init: RequestInit = {
    method: call.method ?? 'GET',
    headers: {
      ...requestHeaders(),
      ...(call.body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      // Headers hold ASCII alone, reasons any language: the server decodes it.
      ...(call.reason === undefined || call.reason === ''
        ? {}
        : { 'silkflow-reason': encodeURIComponent(call.reason) }),
      ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
    },
  };
  if (call.body !== undefined) init.body = call.body instanceof FormData ? call.body : JSON.stringify(call.body);
  if (call.keepalive !== undefined) init.keepalive = call.keepalive;
  if (call.signal !== undefined) init.signal = call.signal;
  const response = await reach(path, init);
  if (!response.ok) throw new ProblemError(await problemOf(response));
  return response;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new UnreachableError(path, { cause: error });
  }
}

/** A proxy in between may answer with a page of its own: then the status alone is the problem. */
async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = { type: 'about:blank', title: response.statusText, status: response.status };
  try {
    const parsed = problemSchema.safeParse(await response.json());
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}
