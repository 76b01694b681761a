import type { z } from 'zod';
import type { Language } from '#engine/contracts/language.ts';
import type { ProblemStatus } from '#engine/server/problems/index.ts';
import type { Services } from '#engine/server/services/services.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Who asks, and how they want to be spoken to. */
export interface Caller {
  /** Name for the audit: `local` on loopback without a token, else the token's name. */
  readonly actor: string;
  readonly language: Language;
  /** `Idempotency-Key` header. */
  readonly idempotencyKey: string | null;
  /** Why, as the caller says it: the header `Silkflow-Reason`. */
  readonly reason: string | null;
  /** A signal that aborts when the caller has gone, or has its answer. */
  readonly gone: () => AbortSignal;
}

export interface Context {
  readonly services: Services;
  readonly caller: Caller;
}

/** One operation as a list entry: what the frame routes and checks, and what the OpenAPI document shows. */
export interface Operation {
  /** Camel case, as the official client names the operation where it has it. */
  readonly id: string;
  readonly method: Method;
  /** Below its API's root, with places in braces: `/jobs/{jobKey}/completion`. */
  readonly path: string;
  readonly summary: string;
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: { readonly type: 'json'; readonly schema: z.ZodType } | { readonly type: 'form' } | null;
  readonly answer: Answer;
  /** Statuses a caller may meet besides 400, 401, 403, 415, 500 and 503, which any operation may give. */
  readonly problems: readonly ProblemStatus[];
  /** Gets what the schemas made of the request. */
  readonly handle: (request: RawRequest, context: Context) => Promise<unknown>;
}

export type Answer =
  | { readonly type: 'json'; readonly schema: z.ZodType }
  | { readonly type: 'text'; readonly mediaType: string }
  /** 200 with JSON, or 204 when the handler gives null. */
  | { readonly type: 'maybe-json'; readonly schema: z.ZodType }
  | { readonly type: 'empty' };

export interface RawRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

interface Declaration<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: R;
  readonly problems?: readonly ProblemStatus[];
  readonly run: (
    request: { readonly params: z.output<P>; readonly query: z.output<Q>; readonly body: z.output<B> },
    context: Context,
  ) => Promise<z.input<R>>;
}

/** An operation that takes JSON (or nothing) and answers 200 with JSON. */
export function jsonOperation<
  P extends z.ZodType = z.ZodUnknown,
  Q extends z.ZodType = z.ZodUnknown,
  B extends z.ZodType = z.ZodUnknown,
  R extends z.ZodType = z.ZodUnknown,
>(declaration: Declaration<P, Q, B, R>): Operation {
  return build(declaration, { type: 'json', schema: declaration.answer });
}

/** An operation that answers 200 with JSON, or 204 when there is nothing. */
export function optionalJsonOperation<P extends z.ZodType, R extends z.ZodType>(
  declaration: Omit<Declaration<P, z.ZodUnknown, z.ZodUnknown, z.ZodNullable<R>>, 'answer'> & { readonly answer: R },
): Operation {
  return build(declaration, { type: 'maybe-json', schema: declaration.answer });
}

/** An operation that answers 204. */
export function emptyOperation<
  P extends z.ZodType = z.ZodUnknown,
  Q extends z.ZodType = z.ZodUnknown,
  B extends z.ZodType = z.ZodUnknown,
>(declaration: Omit<Declaration<P, Q, B, z.ZodVoid>, 'answer'>): Operation {
  return build(declaration, { type: 'empty' });
}

/** An operation that answers 200 with text of one media type. */
export function textOperation<P extends z.ZodType = z.ZodUnknown, Q extends z.ZodType = z.ZodUnknown>(
  declaration: Omit<Declaration<P, Q, z.ZodUnknown, z.ZodString>, 'answer'> & { readonly mediaType: string },
): Operation {
  return build(declaration, { type: 'text', mediaType: declaration.mediaType });
}

/** An operation that takes a multipart form; the handler gets the `FormData`. */
export function formOperation<R extends z.ZodType>(
  declaration: Pick<Operation, 'id' | 'path' | 'summary' | 'problems'> & {
    readonly answer: R;
    readonly run: (form: FormData, context: Context) => Promise<z.input<R>>;
  },
): Operation {
  const { id, path, summary, problems } = declaration;
  return {
    id,
    path,
    summary,
    problems,
    method: 'post',
    params: null,
    query: null,
    body: { type: 'form' },
    answer: { type: 'json', schema: declaration.answer },
    handle: (request, context) => declaration.run(request.body as FormData, context),
  };
}

function build<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  declaration: Omit<Declaration<P, Q, B, R>, 'answer'>,
  answer: Answer,
): Operation {
  const { id, method, path, summary, params, query, body } = declaration;
  return {
    id,
    method,
    path,
    summary,
    answer,
    params: params ?? null,
    query: query ?? null,
    body: body ? { type: 'json', schema: body } : null,
    problems: declaration.problems ?? [],
    // The frame has parsed each part with the very schema whose output type `run` asks for.
    handle: (request, context) =>
      declaration.run(request as { params: z.output<P>; query: z.output<Q>; body: z.output<B> }, context),
  };
}
