import { process as drawProcess } from '#engine/testing/process-builder.ts';
import type { DeployedProcess } from '#engine/store/instances/index.ts';
import { BenchEngine } from './bench-engine.ts';
import { interleave, ratios } from './blocks.ts';
import { historyRatios } from './history-ratios.ts';
import { rates } from './samples.ts';
import type { Effort, Samples } from './samples.ts';
import { tenTaskActivities, tenTaskManifests, tenTaskTypes, tenTaskVariables } from './ten-tasks.ts';

/** Ten short tasks in a row: as activities, as local activities, and each written by hand. */
export async function benchTenTasks(effort: Effort): Promise<readonly Samples[]> {
  const product = await BenchEngine.open({ activities: tenTaskActivities, manifests: tenTaskManifests });
  const bare = await BenchEngine.open({
    activities: tenTaskActivities,
    manifests: tenTaskManifests,
    insteadOfProjection: () => undefined,
  });
  try {
    const remote = await deployTenTasks(product, 'remote');
    const local = await deployTenTasks(product, 'local');
    const bareRemote = await deployTenTasks(bare, 'remote');
    const start = {
      diagram: () => product.start(remote, tenTaskVariables),
      byHand: () => product.startByHand('tenTasksByHand', tenTaskVariables),
      fused: () => product.start(local, tenTaskVariables),
      localByHand: () => product.startByHand('tenLocalTasksByHand', tenTaskVariables),
    };
    const histories = await historyRatios(product, effort, 'ten-tasks', start);
    const localHistories = await historyRatios(product, effort, 'ten-tasks.fused', {
      diagram: start.fused,
      byHand: start.localByHand,
    });
    const blocks = await interleave(
      [
        { name: 'by hand', run: async () => product.end(await start.byHand()) },
        { name: 'diagram', run: async () => product.end(await start.diagram()) },
        { name: 'without projection', run: async () => bare.end(await bare.start(bareRemote, tenTaskVariables)) },
        { name: 'local by hand', run: async () => product.end(await start.localByHand()) },
        { name: 'fused', run: async () => product.end(await start.fused()) },
      ],
      effort.blocks,
    );
    const ratio = (name: string, first: string, second: string): Samples => ({
      name,
      unit: 'x',
      samples: ratios(blocks, first, second, 'perSecond'),
    });
    const shares = ratios(blocks, 'diagram', 'without projection', 'perSecond');
    return [
      ...histories,
      ...localHistories,
      ratio('ten-tasks.throughput-ratio', 'diagram', 'by hand'),
      ratio('ten-tasks.throughput-ratio-without-projection', 'without projection', 'by hand'),
      { name: 'ten-tasks.worker-cpu-ratio', unit: 'x', samples: ratios(blocks, 'diagram', 'by hand', 'cpuMs') },
      ratio('ten-tasks.fused-over-activities', 'fused', 'by hand'),
      ratio('ten-tasks.fused-over-local', 'fused', 'local by hand'),
      { name: 'projection.cost', unit: 'x', samples: shares.map((share) => 1 - share) },
      { name: 'ten-tasks.per-second', unit: '1/s', samples: rates(blocks, 'diagram') },
      { name: 'ten-tasks.fused-per-second', unit: '1/s', samples: rates(blocks, 'fused') },
    ];
  } finally {
    await product.close();
    await bare.close();
  }
}

function deployTenTasks(engine: BenchEngine, place: 'remote' | 'local'): Promise<DeployedProcess> {
  const id = `ten-${place}-tasks`;
  const drawing = drawProcess(id).startEvent();
  for (const [index, type] of tenTaskTypes[place].entries()) drawing.serviceTask(`task_${index}`, { type });
  return engine.deploy(id, [{ name: `${id}.bpmn`, content: drawing.endEvent('end').toXml() }]);
}
