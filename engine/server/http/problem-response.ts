import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Language } from '#engine/contracts/language.ts';
import { ApiProblem, inLanguage, problemText, requestedLanguage } from '#engine/server/problems/index.ts';

/** Writes a problem as RFC 9457 JSON in the language the request asks for. */
export function sendProblem(request: Request, response: Response, problem: ApiProblem, fallback: Language): void {
  const language = requestedLanguage(request.headers['accept-language'], fallback);
  const text = problemText(problem.code, problem.values, language);
  const items = problem.items?.map((item) => ({ ...item, message: inLanguage(item.message, language) }));
  response
    .status(problem.status)
    .set('Content-Language', language)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:silkflow:problem:${problem.code}`,
        title: text.title,
        status: problem.status,
        detail: text.detail,
        instance: request.originalUrl,
        code: problem.code,
        remedy: text.remedy,
        ...(problem.field === undefined ? {} : { field: problem.field }),
        ...(items === undefined ? {} : { problems: items }),
      }),
    );
}

/** The last middleware: every throw becomes a problem; only faults of ours are logged and become 500. */
export function problemHandler(log: Logger, fallback: Language): ErrorRequestHandler {
  return (error: unknown, request, response, next): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = asProblem(error);
    if (problem !== null) {
      sendProblem(request, response, problem, fallback);
      return;
    }
    const reference = randomUUID();
    log.error({ err: error, reference, method: request.method, path: request.path }, 'request failed');
    sendProblem(request, response, new ApiProblem(500, 'server.internal', { reference }), fallback);
  };
}

function asProblem(error: unknown): ApiProblem | null {
  if (error instanceof ApiProblem) return error;
  if (typeof error !== 'object' || error === null) return null;
  if (isBodyTooLarge(error)) return new ApiProblem(413, 'request.tooLarge', { limit: formatBytes(error.limit) });
  if (isBadBody(error)) return new ApiProblem(400, 'request.notJson', { message: error.message });
  if (isDatabaseDown(error)) return new ApiProblem(503, 'server.databaseDown');
  return null;
}

function isBodyTooLarge(error: object): error is { limit: number } {
  return 'type' in error && error.type === 'entity.too.large' && 'limit' in error && typeof error.limit === 'number';
}

/** What Express's readers and router throw at a bad charset, encoding, length or percent sign. */
function isBadBody(error: object): error is { message: string } {
  return 'status' in error && error.status === 400 && 'message' in error && typeof error.message === 'string';
}

const connectionErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'ENOENT']);

/** No connection, or a server that is shutting down or starting up (SQLSTATE class 08 and 57P0x). */
function isDatabaseDown(error: object): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (connectionErrors.has(code) || code.startsWith('08') || code.startsWith('57P0')) return true;
  return error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}

function formatBytes(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${Math.round(bytes / 1024)} kB`;
}
