import { sql } from 'kysely';
import { z } from 'zod';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { findOne } from '#engine/store/search/search.ts';
import { truncated, variableDetail, variables } from '#engine/store/search/variables.ts';
import { jsonOperation, type Operation } from '../operation.ts';
import { keySchema } from './common.ts';
import { searchOperation } from './search-operation.ts';

/** `?truncateValues=false` brings long values whole. */
export const truncateQuery = z.object({
  truncateValues: z
    .enum(['true', 'false'])
    .default('true')
    .transform((text) => text === 'true'),
});

export const variableOperations: readonly Operation[] = [
  searchOperation({
    id: 'searchVariables',
    path: '/variables/search',
    summary: 'Finds variables. Long values are cut unless truncateValues is false.',
    searchable: variables,
    query: truncateQuery,
    finish: (item, { truncateValues }) => (truncateValues ? truncated(item) : item),
  }),
  jsonOperation({
    id: 'getVariable',
    method: 'get',
    path: '/variables/{variableKey}',
    summary: 'One variable with its whole value.',
    params: z.object({ variableKey: keySchema }),
    answer: variableDetail,
    problems: [404],
    run: async ({ params: { variableKey } }, { services }) => {
      const found = await findOne(services.query, variables, sql`v.variable_key = ${variableKey}`);
      if (found === null) throw new ApiProblem(404, 'variable.notFound', { key: variableKey });
      return variableDetail.parse(found);
    },
  }),
];
