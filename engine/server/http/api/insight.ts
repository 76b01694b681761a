import { z } from 'zod';
import { instanceDiagramSchema, timelineSchema, todaySchema, waitsSchema } from '#engine/contracts/api/index.ts';
import { ApiProblem, sayFault } from '#engine/server/problems/index.ts';
import { readDiagram, readTimeline, readToday, readWaits } from '#engine/store/insight/index.ts';
import { findInstance } from '#engine/store/instances/index.ts';
import { type Context, jsonOperation, type Operation } from '../operation.ts';
import { keySchema } from '../v2/common.ts';

const params = z.object({ key: keySchema });

async function checkInstance(key: string, { services }: Context): Promise<void> {
  if ((await findInstance(services.database.pool, key)) === null) {
    throw new ApiProblem(404, 'instance.notFound', { key });
  }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const insightOperations: readonly Operation[] = [
  jsonOperation({
    id: 'getToday',
    method: 'get',
    path: '/today',
    summary: "The day's picture: orders by state, what waits and why, incidents, throughput.",
    query: z.object({ zone: z.string().refine(isZone, sayFault('zone.unknown')).optional() }),
    answer: todaySchema,
    run: ({ query: { zone } }, { services }) => readToday(services.database.pool, zone ?? services.settings.zone),
  }),
  jsonOperation({
    id: 'getInstanceDiagram',
    method: 'get',
    path: '/instances/{key}/diagram',
    summary: 'Where the tokens of an instance are and which way they came.',
    params,
    answer: instanceDiagramSchema,
    problems: [404],
    run: async ({ params: { key } }, { services }) => {
      const diagram = await readDiagram(services.database.pool, key);
      if (diagram === null) throw new ApiProblem(404, 'instance.notFound', { key });
      return diagram;
    },
  }),
  jsonOperation({
    id: 'getInstanceWaits',
    method: 'get',
    path: '/instances/{key}/waits',
    summary: 'What an instance waits for, longest first.',
    params,
    answer: waitsSchema,
    problems: [404],
    run: async ({ params: { key } }, context) => {
      await checkInstance(key, context);
      return { waits: await readWaits(context.services.database.pool, key) };
    },
  }),
  jsonOperation({
    id: 'getInstanceTimeline',
    method: 'get',
    path: '/instances/{key}/timeline',
    summary: 'What happened in an instance, newest first.',
    params,
    query: z.object({
      before: z.coerce.number().int().min(0).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      all: z
        .enum(['true', 'false'])
        .default('false')
        .transform((text) => text === 'true'),
    }),
    answer: timelineSchema,
    problems: [404],
    run: async ({ params: { key }, query }, context) => {
      await checkInstance(key, context);
      const { limit, all } = query;
      return readTimeline(context.services.database.pool, key, { before: query.before ?? null, limit, all });
    },
  }),
];
