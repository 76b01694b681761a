import type { BenchEngine } from './bench-engine.ts';
import { historyStory } from './history-story.ts';
import type { Effort, Samples } from './samples.ts';

/**
 * What replaying one ended instance of each costs. Prints both histories, so that anybody can see that the one written by hand
 * waits for nothing without need.
 */
export async function replayRatio(
  engine: BenchEngine,
  { replays }: Effort,
  name: string,
  start: { readonly diagram: () => Promise<string>; readonly byHand: () => Promise<string> },
): Promise<Samples> {
  const ids = { diagram: await start.diagram(), byHand: await start.byHand() };
  await Promise.all([engine.end(ids.diagram), engine.end(ids.byHand)]);
  console.log(`    diagram: ${await told(engine, ids.diagram)}`);
  console.log(`    by hand: ${await told(engine, ids.byHand)}`);
  return { name: `${name}.replay-cpu-ratio`, unit: 'x', samples: await engine.replayCpuRatios(ids, replays) };
}

async function told(engine: BenchEngine, workflowId: string): Promise<string> {
  const { events, bytes } = await engine.historySize(workflowId);
  const story = historyStory(await engine.client.workflow.getHandle(workflowId).fetchHistory());
  return `${events} events, ${bytes} B: ${story}`;
}
