import { z } from 'zod';
import { linkedFilesSchema } from '#engine/contracts/api/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { readLinkedFiles } from '#engine/store/deployments/index.ts';
import { jsonOperation, type Operation } from '../operation.ts';
import { keySchema } from '../v2/common.ts';

export const linkedFilesOperations: readonly Operation[] = [
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
];
