import { z } from 'zod';
import { compiledProcessSchema, gatheringPageSchema, linkedFilesSchema } from '#engine/contracts/api/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { readCompiledProcess, readLinkedFiles } from '#engine/store/deployments/index.ts';
import { readGatherings } from '#engine/store/gatherings/index.ts';
import { findProcess } from '#engine/store/instances/index.ts';
import { jsonOperation, type Operation } from '../operation.ts';
import { keySchema } from '../v2/common.ts';

export const definitionOperations: readonly Operation[] = [
  jsonOperation({
    id: 'getCompiledProcess',
    method: 'get',
    path: '/process-definitions/{key}/compiled',
    summary: 'The definition that instances of a version run by: what the kernel needs to play it.',
    params: z.object({ key: keySchema }),
    answer: compiledProcessSchema,
    problems: [404],
    run: async ({ params: { key } }, { services }) => {
      const compiled = await readCompiledProcess(services.database.pool, key);
      if (compiled === null) throw new ApiProblem(404, 'definition.notFound', { name: key });
      return compiled;
    },
  }),
  jsonOperation({
    id: 'getLinkedFiles',
    method: 'get',
    path: '/process-definitions/{key}/linked-files',
    summary: 'Forms, decisions and processes that a version is bound to by its deployment, as they were deployed.',
    params: z.object({ key: keySchema }),
    answer: linkedFilesSchema,
    problems: [404],
    run: async ({ params: { key } }, { services }) => {
      const files = await readLinkedFiles(services.database.pool, key);
      if (files === null) throw new ApiProblem(404, 'definition.notFound', { name: key });
      return { files };
    },
  }),
  jsonOperation({
    id: 'listGatherings',
    method: 'get',
    path: '/process-definitions/{key}/gatherings',
    summary:
      'What has come for the start events of a version that wait for several things, and what they wait for still.',
    params: z.object({ key: keySchema }),
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answer: gatheringPageSchema,
    problems: [404],
    run: async ({ params: { key }, query: { limit } }, { services }) => {
      const { pool } = services.database;
      const process = await findProcess(pool, { by: 'key', key });
      if (process === null) throw new ApiProblem(404, 'definition.notFound', { name: key });
      return readGatherings(pool, { processDefinitionKey: key, limit });
    },
  }),
];
