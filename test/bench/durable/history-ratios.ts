import type { BenchEngine } from './bench-engine.ts';
import { historyStory } from './history-story.ts';
import type { Effort, Samples } from './samples.ts';

/**
 * What one finished instance of each costs in history and in replay; the same on every machine but for the CPU. Prints both
 * histories, so that anybody can see that the one written by hand waits for nothing without need.
 */
export async function historyRatios(
  engine: BenchEngine,
  { replays }: Effort,
  name: string,
  start: { readonly diagram: () => Promise<string>; readonly byHand: () => Promise<string> },
): Promise<readonly Samples[]> {
  const ids = { diagram: await start.diagram(), byHand: await start.byHand() };
  await Promise.all([engine.end(ids.diagram), engine.end(ids.byHand)]);
  const [diagram, byHand] = await Promise.all([sizeOf(engine, ids.diagram), sizeOf(engine, ids.byHand)]);
  console.log(`    diagram: ${diagram.events} events, ${diagram.bytes} B: ${diagram.story}`);
  console.log(`    by hand: ${byHand.events} events, ${byHand.bytes} B: ${byHand.story}`);
  const cpu = await engine.replayCpuRatios(ids, replays);
  return [
    { name: `${name}.events-ratio`, unit: 'x', samples: [diagram.events / byHand.events] },
    { name: `${name}.bytes-ratio`, unit: 'x', samples: [diagram.bytes / byHand.bytes] },
    { name: `${name}.replay-cpu-ratio`, unit: 'x', samples: cpu },
  ];
}

async function sizeOf(
  { client }: BenchEngine,
  workflowId: string,
): Promise<{ readonly events: number; readonly bytes: number; readonly story: string }> {
  const handle = client.workflow.getHandle(workflowId);
  const { historyLength, historySize } = await handle.describe();
  return { events: historyLength, bytes: historySize ?? 0, story: historyStory(await handle.fetchHistory()) };
}
