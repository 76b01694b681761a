import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Language } from '#engine/contracts/language.ts';
import { ApiProblem, type ProblemItem, requestedLanguage, sayFault } from '#engine/server/problems/index.ts';
import type { Services } from '#engine/server/services/services.ts';
import { parseLossless } from './lossless-json.ts';
import { audit, auditBefore } from './audit.ts';
import type { Caller, Operation } from './operation.ts';

const jsonLimit = '4mb';
const formLimit = '32mb';

/** Serves a list of operations. What the list lacks falls through to the next handler. */
export function routeOperations(
  operations: readonly Operation[],
  services: Services,
  options: { readonly language: Language; readonly actor: string },
): express.RequestHandler {
  // By first step of the path: one after the other, a hundred operations cost a tenth of a short request.
  const routers = new Map<string, Router>();
  for (const operation of operations) {
    const first = firstStep(operation.path);
    const router = routers.get(first) ?? Router({ caseSensitive: true });
    routers.set(first, router);
    const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
    router[operation.method](path, ...bodyReader(operation), async (request: Request, response: Response) => {
      const caller = callerOf(request, response, options);
      const read = await readRequest(operation, request, caller.language);
      const before = await auditBefore(operation, read, { services });
      const result = await operation.handle(read, { services, caller });
      await audit(operation, read, { before, result }, { services, caller });
      answer(operation, response, result);
    });
  }
  return (request, response, next) => {
    const router = routers.get(firstStep(request.path));
    if (router === undefined) next();
    else router(request, response, next);
  };
}

/** `/jobs/activation` → `jobs`. */
function firstStep(path: string): string {
  return path.split('/', 2)[1] ?? '';
}

function bodyReader(operation: Operation): express.RequestHandler[] {
  if (operation.body === null) return [];
  if (operation.body.type === 'form') return [express.raw({ type: 'multipart/form-data', limit: formLimit })];
  return [express.text({ type: ['application/json', 'application/*+json'], limit: jsonLimit })];
}

async function readRequest(
  operation: Operation,
  request: Request,
  language: Language,
): Promise<{ params: unknown; query: unknown; body: unknown }> {
  return {
    params: parse(operation.params, request.params, language),
    query: parse(operation.query, request.query, language),
    body: await readBody(operation, request, language),
  };
}

async function readBody(operation: Operation, request: Request, language: Language): Promise<unknown> {
  if (operation.body === null) return undefined;
  if (operation.body.type === 'form') return readForm(request);
  const body: unknown = request.body;
  if (typeof body !== 'string') {
    if (hasBody(request)) {
      const given = request.headers['content-type'] ?? '';
      throw new ApiProblem(415, 'request.mediaType', { given, expected: 'application/json' });
    }
    return parse(operation.body.schema, undefined, language);
  }
  return parse(operation.body.schema, body.trim() === '' ? undefined : parseLossless(body), language);
}

function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

async function readForm(request: Request): Promise<FormData> {
  const body: unknown = request.body;
  const contentType = request.headers['content-type'] ?? '';
  if (!Buffer.isBuffer(body)) throw new ApiProblem(415, 'request.notMultipart');
  try {
    return await new globalThis.Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw new ApiProblem(400, 'request.notMultipart');
  }
}

const issueWords = { en: z.locales.en().localeError, 'zh-CN': z.locales.zhCN().localeError };

/** Checks a part of the request; every fault is named, the first one in the detail. */
function parse(schema: z.ZodType | null, value: unknown, language: Language): unknown {
  if (schema === null) return undefined;
  const parsed = schema.safeParse(value, { error: issueWords[language] });
  if (parsed.success) return parsed.data;
  const items = parsed.error.issues.flatMap(nearestIssues).map((issue): ProblemItem => {
    const field = pathText(issue.path);
    return { code: issue.code, field: field === '' ? '$' : field, message: issue.message };
  });
  const first = items[0] ?? { field: '$', message: sayFault('request.unexplained') };
  const field = first.field ?? '$';
  throw new ApiProblem(400, 'request.invalid', { field, message: first.message }, { field, items });
}

/** "Fits none of the forms" helps nobody: the faults of the form with the fewest, which is the one that was meant. */
function nearestIssues(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [nearest = []] = [...issue.errors].sort((one, other) => one.length - other.length);
  return nearest.flatMap((inner) => nearestIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

function callerOf(request: Request, response: Response, options: { language: Language; actor: string }): Caller {
  const key = request.headers['idempotency-key'];
  const idempotencyKey = typeof key === 'string' && key.trim() !== '' ? key.trim() : null;
  if (idempotencyKey !== null && idempotencyKey.length > 255) {
    const field = 'Idempotency-Key';
    throw new ApiProblem(400, 'request.invalid', { field, message: sayFault('idempotencyKey.long') }, { field });
  }
  const language = requestedLanguage(request.headers['accept-language'], options.language);
  const reason = request.headers['silkflow-reason'];
  return {
    actor: options.actor,
    language,
    idempotencyKey,
    reason: typeof reason === 'string' && reason !== '' ? decoded(reason).slice(0, 1_000) : null,
    gone: () => goneSignal(response),
  };
}

/** Of the few operations that wait long; for all others it would cost more than it tells. */
function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  if (response.destroyed) gone.abort();
  response.on('close', () => gone.abort());
  return gone.signal;
}

/** Headers hold ASCII alone: a reason in another language comes percent-encoded. One that only looks so stays as it is. */
function decoded(reason: string): string {
  try {
    return decodeURIComponent(reason);
  } catch {
    return reason;
  }
}

function answer(operation: Operation, response: Response, result: unknown): void {
  if (response.headersSent || response.destroyed) return;
  switch (operation.answer.type) {
    case 'empty':
      response.status(204).end();
      return;
    case 'text':
      response.status(200).type(operation.answer.mediaType).send(String(result));
      return;
    case 'maybe-json':
    case 'json':
      if (result === null && operation.answer.type === 'maybe-json') response.status(204).end();
      else response.status(200).type('application/json').send(JSON.stringify(result));
      return;
  }
}
