import { startTestStack } from '#test/support/stack.ts';
import { figure } from '../figure.ts';
import type { BenchOptions, Figure } from '../figure.ts';
import { benchExternalJobs } from './bench-external-jobs.ts';
import { benchMemory } from './bench-memory.ts';
import { benchOrderFlow } from './bench-order-flow.ts';
import { benchTenTasks } from './bench-ten-tasks.ts';
import { fullEffort, quickEffort } from './samples.ts';
import type { Effort, Samples } from './samples.ts';

const subjects: Readonly<Record<string, (effort: Effort) => Promise<readonly Samples[]>>> = {
  'order-flow': benchOrderFlow,
  'ten-tasks': benchTenTasks,
  'external-jobs': benchExternalJobs,
  memory: benchMemory,
};

/**
 * The durable loop against flows written by hand: one Temporal dev server, one Postgres and one worker for both sides.
 * Uses the stack named by `SILKFLOW_TEST_TEMPORAL` and `SILKFLOW_TEST_PG`, or starts one.
 */
export async function benchDurable({ quick, subjects: chosen }: BenchOptions): Promise<readonly Figure[]> {
  const unknown = chosen.filter((name) => !(name in subjects));
  if (unknown.length > 0)
    throw new Error(`No such subject: ${unknown.join(', ')}: ${Object.keys(subjects).join(', ')}`);
  const own = process.env['SILKFLOW_TEST_TEMPORAL'] === undefined ? await startTestStack() : null;
  if (own !== null) {
    process.env['SILKFLOW_TEST_TEMPORAL'] = own.temporal;
    process.env['SILKFLOW_TEST_PG'] = own.postgres;
  }
  try {
    const figures: Figure[] = [];
    for (const [name, measure] of Object.entries(subjects)) {
      if (chosen.length > 0 && !chosen.includes(name)) continue;
      console.log(`  ${name}`);
      const samples = await measure(quick ? quickEffort : fullEffort);
      figures.push(...samples.map(({ name: of, unit, samples: measured }) => figure(of, unit, measured)));
    }
    return figures;
  } finally {
    await own?.stop();
  }
}
