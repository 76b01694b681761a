import { z } from 'zod';
import { auditPageSchema, lintAnswerSchema, lintBodySchema, messagePageSchema } from '#engine/contracts/api/index.ts';
import { lintProcess, problemText } from '#engine/model/index.ts';
import { readAudit } from '#engine/store/audit/read-audit.ts';
import { readMessages } from '#engine/store/messages/read-messages.ts';
import { jsonOperation, type Operation } from '../operation.ts';
import { keySchema } from '../v2/common.ts';

const limit = z.coerce.number().int().min(1).max(200).default(50);

export const operatorOperations: readonly Operation[] = [
  jsonOperation({
    id: 'listMessages',
    method: 'get',
    path: '/messages',
    summary: 'The inbox, newest first, each message with what became of it.',
    query: z.object({
      name: z.string().optional(),
      correlationKey: z.string().optional(),
      instance: keySchema.optional(),
      before: keySchema.optional(),
      limit,
    }),
    answer: messagePageSchema,
    run: ({ query }, { services }) =>
      readMessages(services.database.pool, {
        name: query.name ?? null,
        correlationKey: query.correlationKey ?? null,
        instanceKey: query.instance ?? null,
        before: query.before ?? null,
        limit: query.limit,
      }),
  }),
  jsonOperation({
    id: 'listAudit',
    method: 'get',
    path: '/audit',
    summary: 'Who changed what, newest first.',
    query: z.object({ instance: keySchema.optional(), before: keySchema.optional(), limit }),
    answer: auditPageSchema,
    run: ({ query }, { services }) =>
      readAudit(services.database.pool, {
        instanceKey: query.instance ?? null,
        before: query.before ?? null,
        limit: query.limit,
      }),
  }),
  jsonOperation({
    id: 'lint',
    method: 'post',
    path: '/lint',
    summary: 'Everything wrong or doubtful in a BPMN file. Nothing is deployed.',
    body: lintBodySchema,
    answer: lintAnswerSchema,
    run: async ({ body }, { caller }) => {
      const problems = await lintProcess(body.xml, { now: Date.now() });
      return {
        problems: problems.map((problem) => ({
          severity: problem.severity,
          code: problem.code,
          elementId: problem.elementId,
          path: problem.path,
          message: problemText(problem, caller.language),
        })),
      };
    },
  }),
];
