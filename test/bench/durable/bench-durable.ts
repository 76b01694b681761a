import { startTestStack } from '#test/support/stack.ts';
import { figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { benchOrderFlow } from './bench-order-flow.ts';
import { benchProjection } from './bench-projection.ts';
import { benchTenTasks } from './bench-ten-tasks.ts';

/**
 * The durable loop against flows written by hand: one Temporal dev server, one Postgres and one worker for both sides.
 * Uses the stack named by `SILKFLOW_TEST_TEMPORAL` and `SILKFLOW_TEST_PG`, or starts one.
 */
export async function benchDurable(): Promise<readonly Figure[]> {
  const own = process.env['SILKFLOW_TEST_TEMPORAL'] === undefined ? await startTestStack() : null;
  if (own !== null) {
    process.env['SILKFLOW_TEST_TEMPORAL'] = own.temporal;
    process.env['SILKFLOW_TEST_PG'] = own.postgres;
  }
  try {
    return [...(await benchTenTasks()), ...(await benchProjection()), ...(await benchOrderFlow())].map(
      ({ name, unit, samples }) => figure(name, unit, samples),
    );
  } finally {
    await own?.stop();
  }
}
