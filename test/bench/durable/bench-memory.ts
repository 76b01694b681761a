import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { process as drawProcess } from '#engine/testing/process-builder.ts';
import { BenchEngine } from './bench-engine.ts';
import type { Effort, Samples } from './samples.ts';
import { tenTaskVariables } from './ten-tasks.ts';

/** What an instance that waits for a person adds to the worker's memory, and a workflow written by hand that waits. */
export async function benchMemory({ waiting }: Effort): Promise<readonly Samples[]> {
  // Before the worker's threads start: they get it too.
  setFlagsFromString('--expose-gc');
  return [
    { name: 'waiting-instance.memory', unit: 'kB', samples: await measure('diagram', waiting) },
    { name: 'waiting-instance.memory-by-hand', unit: 'kB', samples: await measure('by hand', waiting) },
  ];
}

async function measure(side: 'diagram' | 'by hand', waiting: Effort['waiting']): Promise<readonly number[]> {
  const engine = await BenchEngine.open({ activities: {}, manifests: [] });
  try {
    const content = drawProcess('waiting').startEvent().userTask('review').endEvent('end').toXml();
    const deployed = await engine.deploy('waiting', [{ name: 'waiting.bpmn', content }]);
    const start = async (): Promise<void> => {
      if (side === 'by hand') await engine.startByHand('waitByHand', tenTaskVariables);
      else await engine.start(deployed, tenTaskVariables);
    };
    const samples: number[] = [];
    let before = 0;
    for (let round = 0; round <= waiting.rounds; round += 1) {
      await startMany(start, waiting);
      // Its task comes after those of the batch in the same queue: once it has ended, they wait.
      await collectGarbage(engine);
      const after = process.memoryUsage.rss();
      if (round > 0) samples.push((after - before) / 1_024 / waiting.size);
      before = after;
    }
    console.log(`    ${side}: ${samples.map((kB) => `${kB.toFixed(0)} kB`).join(', ')}`);
    return samples;
  } finally {
    await engine.close();
  }
}

async function startMany(start: () => Promise<void>, { size, inFlight }: Effort['waiting']): Promise<void> {
  let left = size;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await start();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}

/** Of both threads: the workflows' by a workflow. Several times, since freed objects free others and pages follow later. */
async function collectGarbage(engine: BenchEngine): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await engine.end(await engine.startByHand('collectGarbage', {}));
    runInNewContext('gc()');
  }
}
