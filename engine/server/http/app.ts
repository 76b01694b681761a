import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { type Express, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import type { Language } from '#engine/contracts/language.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Services } from '#engine/server/services/services.ts';
import { type AccessRules, checkOrigin, checkToken } from './access.ts';
import { apiRouter } from './api/router.ts';
import type { Stream } from './api/stream.ts';
import { logRequests } from './log-requests.ts';
import { openApiDocument } from './openapi.ts';
import { problemHandler } from './problem-response.ts';
import { routeOperations } from './route-operations.ts';
import { claimedOperations } from './v2/operations.ts';
import type { WebhookSource } from './webhooks.ts';
import { webhookRouter } from './webhooks.ts';

export interface AppOptions {
  readonly access: AccessRules;
  /** For callers who name none. */
  readonly language: Language;
  /** Folder of the built designer; a missing one serves no pages. */
  readonly designerFolder: string;
  readonly webhooks: { readonly sources: Readonly<Record<string, WebhookSource>>; readonly secret: string };
  readonly stream: Stream;
  readonly log: Logger;
}

/** The whole HTTP surface: `/v2` (Camunda's API), `/api` (ours), `/health`, and the designer's pages. */
export function createApp(services: Services, options: AppOptions): Express {
  const { access, language, log } = options;
  const actor = access.token === null ? 'local' : 'api-token';
  const app = express();
  app.disable('x-powered-by').set('etag', false).set('query parser', 'simple');
  app.use(logRequests(log), securityHeaders);
  app.get('/health/live', (_request, response) => void response.json({ status: 'up' }));
  app.get('/health/ready', ready(services));
  app.use(checkOrigin(access));
  app.use('/api/webhooks', webhookRouter(services, options.webhooks, log));
  app.get(
    '/v2/openapi.json',
    (_request, response) =>
      void response.json(
        openApiDocument(
          '/v2',
          'Silkflow: Camunda 8 Orchestration Cluster API',
          claimedOperations,
          services.settings.version,
        ),
      ),
  );
  app.use('/v2', checkToken(access), routeOperations(claimedOperations, services, { language, actor }), unclaimed);
  app.use('/api', checkToken(access), apiRouter(services, options.stream, { language, actor }), notFound);
  servePages(app, options.designerFolder);
  app.use(notFound);
  app.use(problemHandler(log, language));
  return app;
}

function unclaimed(request: Request): never {
  throw new ApiProblem(501, 'operation.unclaimed', { method: request.method, path: request.originalUrl });
}

function notFound(request: Request): never {
  throw new ApiProblem(404, 'path.notFound', { method: request.method, path: request.originalUrl });
}

/** The pages load nothing from elsewhere; form-js and bpmn-js need inline styles. */
const safeHeaders = new Headers({
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'",
});

function securityHeaders(_request: Request, response: Response, next: () => void): void {
  response.setHeaders(safeHeaders);
  next();
}

/** Ready = the database answers. Temporal may be away: requests then say so one by one. */
function ready(services: Services) {
  return async (_request: Request, response: Response): Promise<void> => {
    const database = await services.database.pool.query('select 1').then(
      () => 'up' as const,
      () => 'down' as const,
    );
    response.status(database === 'up' ? 200 : 503).json({ status: database === 'up' ? 'ready' : 'unready', database });
  };
}

/** Files with a hash in their name never change; every other path below `/` is a page of the single-page designer. */
function servePages(app: Express, folder: string): void {
  const page = resolve(folder, 'index.html');
  app.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: true }));
  app.use(express.static(folder, { index: false, cacheControl: false }));
  app.get('/{*path}', (request: Request, response: Response, next) => {
    const wantsPage = request.accepts(['json', 'html']) === 'html' && !request.path.startsWith('/assets/');
    if (!wantsPage || !existsSync(page)) {
      next();
      return;
    }
    response.set('Cache-Control', 'no-cache').sendFile(page, { dotfiles: 'allow' });
  });
}
