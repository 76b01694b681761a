import type { BlockPlan } from './blocks.ts';

/** A quantity before it is folded into a figure. */
export interface Samples {
  readonly name: string;
  readonly unit: string;
  readonly samples: readonly number[];
}

/** 40 instances a block, 8 in flight, 5 blocks a side: about a second a block on 2 cores. */
export const plan: BlockPlan = { size: 40, inFlight: 8, rounds: 5 };

/** Replays of each history that a CPU figure folds, and how often it is measured. */
export const replays = { times: 40, rounds: 5 } as const;
