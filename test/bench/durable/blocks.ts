import type { BenchEngine } from './bench-engine.ts';

/** One way to run a flow. */
export interface Contender {
  readonly name: string;
  readonly engine: BenchEngine;
  /** Starts one instance; answers its workflow id. */
  readonly start: () => Promise<string>;
}

export interface Block {
  readonly perSecond: number;
  /** CPU of this process (worker and load) per instance, ms. */
  readonly cpuMs: number;
  /** Mean length and size of the histories. Which of two things that come at once meet in one task differs by instance. */
  readonly events: number;
  readonly bytes: number;
}

export interface BlockPlan {
  /** Instances per block. */
  readonly size: number;
  /** Instances in flight: a new one starts when one ends. */
  readonly inFlight: number;
  /** Blocks per contender before those that count: the compiler of Node is at the code of both sides for some hundred flows. */
  readonly warmUps: number;
  /** Blocks per contender that count. */
  readonly rounds: number;
}

/**
 * Runs contenders in interleaved blocks, so that whatever else the machine does meets all of them: A B, then B A, since the
 * machine's pace also drifts within a round. Answers each contender's blocks, in order: the n-th of one was measured next to
 * the n-th of another. Prints a line a round.
 */
export async function interleave(
  contenders: readonly Contender[],
  plan: BlockPlan,
): Promise<ReadonlyMap<string, readonly Block[]>> {
  const blocks = new Map<string, Block[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 1 - plan.warmUps; round <= plan.rounds; round += 1) {
    const rates: string[] = [];
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const block = await runBlock(contender, plan);
      if (round > 0) blocks.get(contender.name)?.push(block);
      rates.push(`${contender.name} ${block.perSecond.toFixed(1)}/s`);
    }
    console.log(`    ${round > 0 ? `${round} of ${plan.rounds}` : 'warm-up'}: ${rates.join(', ')}`);
  }
  return blocks;
}

async function runBlock({ engine, start }: Contender, { size, inFlight }: BlockPlan): Promise<Block> {
  const ended: string[] = [];
  const cpu = process.cpuUsage();
  const started = performance.now();
  let left = size;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const id = await start();
      await engine.end(id);
      ended.push(id);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const sizes = await Promise.all(ended.map((id) => engine.historySize(id)));
  return {
    perSecond: size / seconds,
    cpuMs: (user + system) / 1_000 / size,
    events: sizes.reduce((sum, { events }) => sum + events, 0) / size,
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0) / size,
  };
}

/** Block by block, how much of `what` the first has against the second. */
export function ratios(
  blocks: ReadonlyMap<string, readonly Block[]>,
  first: string,
  second: string,
  what: keyof Block,
): readonly number[] {
  const others = blocks.get(second) ?? [];
  return (blocks.get(first) ?? []).flatMap((block, index) => {
    const other = others[index];
    return other === undefined ? [] : [block[what] / other[what]];
  });
}
