import { z } from 'zod';
import { compileExpression, evaluate, problemInOneLine } from '#engine/expression/index.ts';
import { ApiProblem, inLanguage, sayFault } from '#engine/server/problems/index.ts';
import { jsonOperation, type Operation } from '../operation.ts';
import { checkTenant, optionalVariables, tenantSchema } from './common.ts';

export const expressionOperations: readonly Operation[] = [
  jsonOperation({
    id: 'evaluateExpression',
    method: 'post',
    path: '/expression/evaluation',
    summary: 'Evaluates a FEEL expression, written with its leading =.',
    body: z.strictObject({
      expression: z.string().startsWith('=', sayFault('expression.noEquals')).max(100_000),
      tenantId: tenantSchema,
      variables: optionalVariables,
    }),
    answer: z.object({
      expression: z.string(),
      result: z.unknown(),
      warnings: z.array(z.object({ message: z.string() })),
    }),
    run: async ({ body }, { services, caller }) => {
      checkTenant(body.tenantId);
      const compiled = compileExpression(body.expression.slice(1));
      const problems = compiled.ok ? compiled.expression.problems : compiled.problems;
      if (!compiled.ok) {
        const message = problems.map((problem) => inLanguage(problemInOneLine(problem), caller.language)).join('; ');
        throw new ApiProblem(400, 'expression.failed', { message }, { field: 'expression' });
      }
      const { variables } = body;
      const seen = { get: (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined) };
      const environment = { now: Date.now(), zone: services.settings.zone, random: Math.random };
      const evaluated = evaluate(compiled.expression, seen, environment);
      if (!evaluated.ok) {
        throw new ApiProblem(400, 'expression.failed', { message: evaluated.message }, { field: 'expression' });
      }
      const warnings = evaluated.warnings.map(({ message }) => ({ message }));
      return { expression: body.expression, result: evaluated.value, warnings };
    },
  }),
];
