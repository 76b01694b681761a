import { Router } from 'express';
import type { Language } from '#engine/contracts/language.ts';
import type { Services } from '#engine/server/services/services.ts';
import { openApiDocument } from '../openapi.ts';
import { routeOperations } from '../route-operations.ts';
import { apiOperations } from './operations.ts';

/** Our own additions. */
export function apiRouter(
  services: Services,
  options: { readonly language: Language; readonly actor: string },
): Router {
  const router = Router();
  router.get('/openapi.json', (_request, response) => {
    response.json(openApiDocument('/api', 'Silkflow', apiOperations, services.settings.version));
  });
  router.use(routeOperations(apiOperations, services, options));
  return router;
}
