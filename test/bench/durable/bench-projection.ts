import { BenchEngine } from './bench-engine.ts';
import { interleave, ratios } from './blocks.ts';
import { tenTasksXml } from './bench-ten-tasks.ts';
import { plan } from './samples.ts';
import type { Samples } from './samples.ts';
import { tenTaskActivities, tenTaskManifests, tenTaskVariables } from './ten-tasks.ts';

/** Two workers beside each other, one with the read model and one without; the share of throughput that it costs. */
export async function benchProjection(): Promise<readonly Samples[]> {
  const engines = {
    with: await BenchEngine.open(tenTaskActivities, { projection: true }),
    without: await BenchEngine.open(tenTaskActivities, { projection: false }),
  };
  try {
    const contenders = await Promise.all(
      Object.entries(engines).map(async ([name, engine]) => {
        const flow = await engine.deploy(tenTasksXml('ten-tasks'), tenTaskManifests(false));
        return { name, run: async () => engine.end(await engine.start(flow, tenTaskVariables)) };
      }),
    );
    const blocks = await interleave(contenders, plan);
    const samples = ratios(blocks, 'with', 'without', 'perSecond').map((ratio) => 1 - ratio);
    return [{ name: 'projection.cost', unit: 'x', samples }];
  } finally {
    await engines.with.close();
    await engines.without.close();
  }
}
