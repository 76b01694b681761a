import { ratios } from './blocks.ts';
import type { Block, BlockPlan } from './blocks.ts';

/** A quantity before it is folded into a figure. */
export interface Samples {
  readonly name: string;
  readonly unit: string;
  readonly samples: readonly number[];
}

/** How much of everything is measured. */
export interface Effort {
  readonly blocks: BlockPlan;
  /** As many flows at once as a job worker asks for jobs, so that it gets some with each request. */
  readonly jobBlocks: BlockPlan;
  /** Replays of each history that a CPU figure folds, and how often it is measured. */
  readonly replays: { readonly times: number; readonly rounds: number };
  /** Waiting instances between two looks at the memory, and looks that count. */
  readonly waiting: { readonly size: number; readonly inFlight: number; readonly rounds: number };
}

/** A block takes two to eight seconds on 2 idle cores, everything together about a quarter of an hour. */
export const fullEffort: Effort = {
  blocks: { size: 32, inFlight: 8, warmUps: 4, rounds: 11 },
  jobBlocks: { size: 96, inFlight: 32, warmUps: 2, rounds: 11 },
  replays: { times: 60, rounds: 11 },
  waiting: { size: 150, inFlight: 16, rounds: 4 },
};

export const quickEffort: Effort = {
  blocks: { size: 8, inFlight: 8, warmUps: 1, rounds: 1 },
  jobBlocks: { size: 16, inFlight: 16, warmUps: 1, rounds: 1 },
  replays: { times: 5, rounds: 1 },
  waiting: { size: 20, inFlight: 16, rounds: 1 },
};

/** Instances of one contender that ended in a second, block by block. */
export function rates(blocks: ReadonlyMap<string, readonly Block[]>, contender: string): readonly number[] {
  return (blocks.get(contender) ?? []).map(({ perSecond }) => perSecond);
}

/** What one contender's histories are against another's. */
export function historyRatios(
  blocks: ReadonlyMap<string, readonly Block[]>,
  name: string,
  first: string,
  second: string,
): readonly Samples[] {
  return [
    { name: `${name}.events-ratio`, unit: 'x', samples: ratios(blocks, first, second, 'events') },
    { name: `${name}.bytes-ratio`, unit: 'x', samples: ratios(blocks, first, second, 'bytes') },
  ];
}
