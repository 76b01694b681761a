import { process as drawProcess } from '#engine/testing/process-builder.ts';
import { BenchEngine } from './bench-engine.ts';
import { interleave, ratios } from './blocks.ts';
import { plan, replays } from './samples.ts';
import type { Samples } from './samples.ts';
import { tenTaskActivities, tenTaskManifests, tenTaskTypes, tenTaskVariables } from './ten-tasks.ts';

/** Ten short tasks in a row: as activities, as local activities, and each written by hand. */
export async function benchTenTasks(): Promise<readonly Samples[]> {
  const engine = await BenchEngine.open(tenTaskActivities, { projection: true });
  try {
    const activities = await engine.deploy(tenTasksXml('ten-tasks'), tenTaskManifests(false));
    const fused = await engine.deploy(tenTasksXml('ten-fused-tasks'), tenTaskManifests(true));
    const start = {
      activities: () => engine.start(activities, tenTaskVariables),
      fused: () => engine.start(fused, tenTaskVariables),
      byHand: () => engine.startByHand('tenTasksByHand', tenTaskVariables),
      localByHand: () => engine.startByHand('tenLocalTasksByHand', tenTaskVariables),
    };
    const contenders = Object.entries(start).map(([name, begin]) => ({
      name,
      run: async () => engine.end(await begin()),
    }));
    const blocks = await interleave(contenders, plan);
    return [
      ...(await historyRatios(engine, 'ten-tasks', start.activities, start.byHand)),
      {
        name: 'ten-tasks.throughput-ratio',
        unit: 'x',
        samples: ratios(blocks, 'activities', 'byHand', 'perSecond'),
      },
      { name: 'ten-tasks.worker-cpu-ratio', unit: 'x', samples: ratios(blocks, 'activities', 'byHand', 'cpuMs') },
      {
        name: 'ten-tasks.fused-over-activities',
        unit: 'x',
        samples: ratios(blocks, 'fused', 'byHand', 'perSecond'),
      },
      {
        name: 'ten-tasks.fused-over-local',
        unit: 'x',
        samples: ratios(blocks, 'fused', 'localByHand', 'perSecond'),
      },
      {
        name: 'ten-tasks.per-second',
        unit: '1/s',
        samples: (blocks.get('activities') ?? []).map(({ perSecond }) => perSecond),
      },
      {
        name: 'ten-tasks.fused-per-second',
        unit: '1/s',
        samples: (blocks.get('fused') ?? []).map(({ perSecond }) => perSecond),
      },
    ];
  } finally {
    await engine.close();
  }
}

/** What one finished instance of each costs in history and in replay; the same on every machine but for the CPU. */
export async function historyRatios(
  engine: BenchEngine,
  name: string,
  start: () => Promise<string>,
  startByHand: () => Promise<string>,
): Promise<readonly Samples[]> {
  const ids = { ours: await start(), byHand: await startByHand() };
  await Promise.all(Object.values(ids).map((id) => engine.end(id)));
  const [ours, byHand] = await Promise.all([engine.history(ids.ours), engine.history(ids.byHand)]);
  console.log(`  ${name}: ${ours.events} events, ${ours.bytes} B; by hand ${byHand.events} events, ${byHand.bytes} B`);
  const cpu: number[] = [];
  for (let round = 0; round < replays.rounds; round += 1) {
    const mine = await engine.replayCpu([ids.ours], replays.times);
    cpu.push(mine / (await engine.replayCpu([ids.byHand], replays.times)));
  }
  return [
    { name: `${name}.events-ratio`, unit: 'x', samples: [ours.events / byHand.events] },
    { name: `${name}.bytes-ratio`, unit: 'x', samples: [ours.bytes / byHand.bytes] },
    { name: `${name}.replay-cpu-ratio`, unit: 'x', samples: cpu },
  ];
}

export function tenTasksXml(id: string): string {
  const drawing = drawProcess(id).startEvent();
  for (const [index, type] of tenTaskTypes.entries()) drawing.serviceTask(`task_${index}`, { type });
  return drawing.endEvent('end').toXml();
}
