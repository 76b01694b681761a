import { process as drawProcess } from '#engine/testing/process-builder.ts';
import type { DeployedProcess } from '#engine/store/instances/index.ts';
import { BenchEngine } from './bench-engine.ts';
import { interleave, ratios } from './blocks.ts';
import { replayRatio } from './replay-ratio.ts';
import { historyRatios, rates } from './samples.ts';
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
    const replay = await replayRatio(product, effort, 'ten-tasks', start);
    const localReplay = await replayRatio(product, effort, 'ten-tasks.fused', {
      diagram: start.fused,
      byHand: start.localByHand,
    });
    const blocks = await interleave(
      [
        { name: 'by hand', engine: product, start: start.byHand },
        { name: 'diagram', engine: product, start: start.diagram },
        { name: 'without projection', engine: bare, start: () => bare.start(bareRemote, tenTaskVariables) },
        { name: 'local by hand', engine: product, start: start.localByHand },
        { name: 'fused', engine: product, start: start.fused },
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
      ...historyRatios(blocks, 'ten-tasks', 'diagram', 'by hand'),
      replay,
      ...historyRatios(blocks, 'ten-tasks.fused', 'fused', 'local by hand'),
      localReplay,
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
