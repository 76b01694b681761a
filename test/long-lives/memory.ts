import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import type { DurableEngine } from '#test/workflows/support/durable-engine.ts';

const steps = [100, 400] as const;

/**
 * What an instance that waits for a person costs the worker that has it cached, over two sizes so that what a worker costs
 * anyway falls out. Resident memory of the process, on Linux; garbage that V8 has not collected counts in.
 */
export async function measureMemory(engine: DurableEngine, worker: ChildProcess): Promise<string> {
  await engine.deploy(bpmn('waiting').startEvent().userTask('ask').endEvent('end').toXml());
  const sizes: number[] = [];
  let waiting = 0;
  for (const target of steps) {
    while (waiting < target) {
      await engine.start('waiting', { variables: { order: { id: waiting, lines: [1, 2, 3] } } });
      waiting += 1;
    }
    await engine.until(
      `select 1 from silkflow.user_task where state = 'created' having count(*) >= ${target}`,
      [],
      300_000,
    );
    await sleep(3_000);
    sizes.push(await residentMegabytes(worker));
  }
  const [first = 0, second = 0] = sizes;
  const each = ((second - first) / (steps[1] - steps[0])) * 1_024;
  return `${first.toFixed(0)} MB with ${steps[0]} waiting instances, ${second.toFixed(0)} MB with ${steps[1]}: ${each.toFixed(0)} kB each`;
}

async function residentMegabytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`no resident memory of process ${pid}`);
  return Number(kilobytes) / 1_024;
}
