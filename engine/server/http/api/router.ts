import { Router } from 'express';
import type { Language } from '#engine/contracts/language.ts';
import type { Services } from '#engine/server/services/services.ts';
import { openApiDocument } from '../openapi.ts';
import { routeOperations } from '../route-operations.ts';
import { apiOperations } from './operations.ts';
import type { Stream } from './stream.ts';

/** Our own additions: operations as in `/v2`, and the event stream. */
export function apiRouter(
  services: Services,
  stream: Stream,
  options: { readonly language: Language; readonly actor: string },
): Router {
  const router = Router();
  router.get('/openapi.json', (_request, response) => {
    response.json(openApiDocument('/api', 'Silkflow', apiOperations, services.settings.version));
  });
  router.get('/stream', (request, response) => stream.serve(request, response));
  router.use(routeOperations(apiOperations, services, options));
  return router;
}
