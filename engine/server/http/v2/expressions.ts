import { z } from 'zod';
import { compileExpression, evaluate, type SyntaxProblem } from '#engine/expression/index.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { jsonOperation, type Operation } from '../operation.ts';
import { checkTenant, optionalVariables, tenantSchema } from './common.ts';

function describe({ line, column, message }: SyntaxProblem): string {
  return `${line}:${column} ${message}`;
}

export const expressionOperations: readonly Operation[] = [
  jsonOperation({
    id: 'evaluateExpression',
    method: 'post',
    path: '/expression/evaluation',
    summary: 'Evaluates a FEEL expression, written with its leading =.',
    body: z.strictObject({
      expression: z.string().startsWith('=', 'an expression begins with =').max(100_000),
      tenantId: tenantSchema,
      variables: optionalVariables,
    }),
    answer: z.object({
      expression: z.string(),
      result: z.unknown(),
      warnings: z.array(z.object({ message: z.string() })),
    }),
    run: async ({ body }, { services }) => {
      checkTenant(body.tenantId);
      const compiled = compileExpression(body.expression.slice(1));
      const problems = compiled.ok ? compiled.expression.problems : compiled.problems;
      if (!compiled.ok) {
        const message = problems.map(describe).join('; ');
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
