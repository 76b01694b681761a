import { createHash, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ApiProblem } from '#engine/server/problems/index.ts';

export interface AccessRules {
  /** Bearer token every API request must carry; null = none is needed (loopback only). */
  readonly token: string | null;
  /** Host names (without port, lower case) that requests may name in Host and Origin. */
  readonly hosts: ReadonlySet<string>;
}

/** Host names under which this machine reaches itself. */
export const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Host and Origin of every request, static files included. A foreign page can make a browser send requests to a local
 * server (CSRF) and, with a name of its own that resolves to 127.0.0.1, read the answers (DNS rebinding); both show in
 * these two headers, which a page cannot set.
 */
export function checkOrigin(rules: AccessRules): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const host = hostName(request.headers.host);
    if (host === null || !rules.hosts.has(host)) {
      throw new ApiProblem(403, 'access.host', { host: request.headers.host ?? '' });
    }
    const { origin } = request.headers;
    if (origin !== undefined && !isAllowedOrigin(origin, rules)) throw new ApiProblem(403, 'access.origin', { origin });
    // Browsers that leave Origin out still tell of a foreign page; following a link (navigate) is harmless.
    const foreign = request.headers['sec-fetch-site'] === 'cross-site';
    if (foreign && request.headers['sec-fetch-mode'] !== 'navigate') {
      throw new ApiProblem(403, 'access.origin', { origin: origin ?? 'cross-site' });
    }
    next();
  };
}

/** The token of an API request. Webhooks are exempt: their senders prove themselves by a signature. */
export function checkToken(rules: AccessRules): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (rules.token !== null && !carriesToken(request, rules.token)) throw new ApiProblem(401, 'access.token');
    next();
  };
}

/** Name of the cookie that carries the token for pages, which cannot set headers on an event stream. */
export const tokenCookie = 'silkflow_token';

function carriesToken(request: Request, token: string): boolean {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const cookie = new RegExp(`(?:^|;\\s*)${tokenCookie}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
  return [bearer, cookie].some((given) => given !== undefined && equalTexts(given, token));
}

/** Compares digests, so that neither length nor common prefix shows in the time taken. */
export function equalTexts(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function isAllowedOrigin(origin: string, rules: AccessRules): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return (url.protocol === 'http:' || url.protocol === 'https:') && rules.hosts.has(url.hostname.toLowerCase());
}

/** `localhost:8700` → `localhost`, `[::1]:8700` → `[::1]`. */
function hostName(header: string | undefined): string | null {
  const name = /^(\[[0-9a-f:.]+\]|[^\s:/@[\]]+)(?::\d{1,5})?$/i.exec(header ?? '')?.[1];
  return name === undefined ? null : name.toLowerCase();
}
