import { sleep } from '@temporalio/workflow';
import type { AnswerTo } from '#engine/kernel/index.ts';

// A timer of Temporal's lasts at most this long here; a later instant is waited for in pieces.
const longestSleepMs = 365 * 24 * 60 * 60 * 1_000;

/** Waits for the absolute instant (epoch ms), so that a restart or a continue-as-new does not put it off. */
export async function waitUntil(due: number): Promise<AnswerTo<'startTimer'>> {
  do {
    await sleep(Math.min(Math.max(due - Date.now(), 1), longestSleepMs));
  } while (Date.now() < due);
  return { type: 'timerFired' };
}
