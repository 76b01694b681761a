import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestStack } from '#test/support/stack.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';
import { WorkerFleet } from '#test/workflows/support/worker-fleet.ts';
import { lives, manifests } from './lives.ts';
import { measureMemory } from './memory.ts';

/**
 * `npm run long-lives [-- NAME …]`: instances far larger than one history holds, run to their ends on a Temporal and a
 * Postgres of their own with one worker process, and what a waiting instance costs that worker in memory.
 */
const chosen = process.argv.slice(2);
const stack = await startTestStack();
process.env['SILKFLOW_TEST_TEMPORAL'] = stack.temporal;
process.env['SILKFLOW_TEST_PG'] = stack.postgres;
const engine = await DurableEngine.open({ manifests });
const fleet = await WorkerFleet.open(engine);
// As in the product: a task goes to the worker that has the instance in its cache.
const worker = await fleet.start({ DRILL_STICKY_MS: '10000' });

const gone = once(worker, 'exit').then(([code, signal]) => {
  throw new Error(`the worker has ended: ${code ?? signal}`);
});
gone.catch(() => undefined);

let failed = 0;
for (const life of lives) {
  if (chosen.length > 0 && !chosen.includes(life.name)) continue;
  const began = Date.now();
  const over = new AbortController();
  try {
    await engine.deploy(life.xml);
    const key = await engine.start(life.name);
    const found = await Promise.race([life.awaitEnd(engine, key), gone, tellProgress(key, over.signal)]);
    const [row] = await engine.rows<{ run: number; seq: string }>(
      'select fence_run as run, seq from silkflow.process_instance where instance_key = $1',
      [key],
    );
    say(`${life.name}: ${found}; ${seconds(began)}, ${Number(row?.run) + 1} runs, ${row?.seq} events of the kernel`);
  } catch (error) {
    failed += 1;
    say(`${life.name}: FAILED after ${seconds(began)}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    over.abort();
  }
}
if (chosen.length === 0 || chosen.includes('memory')) say(`memory: ${await measureMemory(engine, worker)}`);
await fleet.close();
await engine.close();
await stack.stop();
process.exit(failed === 0 ? 0 : 1);

/** Never resolves; rejects when the instance stands still for ten minutes, or it is over. */
async function tellProgress(key: string, over: AbortSignal): Promise<never> {
  let last = { seq: '', at: Date.now() };
  for (;;) {
    await sleep(30_000, undefined, { signal: over });
    const [row] = await engine.rows<{ run: number; seq: string; trouble: string | null }>(
      'select fence_run as run, seq, trouble from silkflow.process_instance where instance_key = $1',
      [key],
    );
    if (row === undefined) continue;
    process.stderr.write(`  run ${row.run}, event ${row.seq}${row.trouble === null ? '' : `, ${row.trouble}`}\n`);
    if (row.seq !== last.seq) last = { seq: row.seq, at: Date.now() };
    else if (Date.now() - last.at > 600_000) throw new Error(`it stands still at event ${row.seq}`);
  }
}

function seconds(began: number): string {
  return `${((Date.now() - began) / 1_000).toFixed(0)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
