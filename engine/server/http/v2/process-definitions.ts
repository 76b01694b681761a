import { sql } from 'kysely';
import { z } from 'zod';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { elementStatistics } from '#engine/store/instances/element-statistics.ts';
import { processDefinitionItem, processDefinitions } from '#engine/store/search/process-definitions.ts';
import { processInstances } from '#engine/store/search/process-instances.ts';
import { filterCondition, filterSchema, findOne } from '#engine/store/search/search.ts';
import { type Context, jsonOperation, type Operation, optionalJsonOperation, textOperation } from '../operation.ts';
import { keySchema } from './common.ts';
import { elementStatisticsAnswer } from './element-instances.ts';
import { formResult } from './forms.ts';
import { searchOperation } from './search-operation.ts';

const params = z.object({ processDefinitionKey: keySchema });

async function findDefinition(key: string, { services }: Context): Promise<z.output<typeof processDefinitionItem>> {
  const found = await findOne(services.query, processDefinitions, sql`d.process_definition_key = ${key}`);
  if (found === null) throw new ApiProblem(404, 'definition.notFound', { name: key });
  return found;
}

export const processDefinitionOperations: readonly Operation[] = [
  searchOperation({
    id: 'searchProcessDefinitions',
    path: '/process-definitions/search',
    summary: 'Finds deployed versions of processes.',
    searchable: processDefinitions,
  }),
  jsonOperation({
    id: 'getProcessDefinition',
    method: 'get',
    path: '/process-definitions/{processDefinitionKey}',
    summary: 'One deployed version of a process.',
    params,
    answer: processDefinitionItem,
    problems: [404],
    run: ({ params: { processDefinitionKey } }, context) => findDefinition(processDefinitionKey, context),
  }),
  textOperation({
    id: 'getProcessDefinitionXML',
    method: 'get',
    path: '/process-definitions/{processDefinitionKey}/xml',
    summary: 'The file that the process was deployed from.',
    params,
    mediaType: 'text/xml',
    problems: [404],
    run: async ({ params: { processDefinitionKey } }, context) => {
      await findDefinition(processDefinitionKey, context);
      const { rows } = await context.services.database.pool.query<{ content: string }>(
        `select r.content from silkflow.process_definition d join silkflow.resource r using (resource_key)
         where d.process_definition_key = $1`,
        [processDefinitionKey],
      );
      return rows[0]?.content ?? '';
    },
  }),
  optionalJsonOperation({
    id: 'getStartProcessForm',
    method: 'get',
    path: '/process-definitions/{processDefinitionKey}/form',
    summary: 'The form that a person fills in to start an instance; 204 when there is none.',
    params,
    answer: formResult,
    problems: [404],
    run: async ({ params: { processDefinitionKey } }, context) => {
      await findDefinition(processDefinitionKey, context);
      return context.services.forms.startForm(processDefinitionKey);
    },
  }),
  jsonOperation({
    id: 'getProcessDefinitionStatistics',
    method: 'post',
    path: '/process-definitions/{processDefinitionKey}/statistics/element-instances',
    summary: 'How many element instances of each element are active, completed, terminated or have an incident.',
    params,
    body: z.strictObject({ filter: filterSchema(processInstances).optional() }).optional(),
    answer: elementStatisticsAnswer,
    run: async ({ params: { processDefinitionKey }, body }, { services }) => {
      const filter = filterCondition(processInstances, body?.filter);
      return {
        items: await elementStatistics(
          services.query,
          sql`e.process_definition_key = ${processDefinitionKey} and e.instance_key in
            (select i.instance_key from ${processInstances.from} where ${filter})`,
        ),
      };
    },
  }),
];
