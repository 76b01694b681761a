import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessPlan, RunningProcess } from './running-process.ts';
import { lastLines, startProcess, waitUntilReady } from './running-process.ts';

/** What the supervisor hears of one process. */
export type ProcessNews =
  | { readonly kind: 'started'; readonly pid: number; readonly restarts: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'died'; readonly how: string; readonly lastLines: readonly string[]; readonly againInMs: number };

export interface SupervisedProcess {
  readonly name: string;
  /** Resolves at the first time it is ready; rejects when the first start fails. */
  readonly ready: Promise<void>;
  /** Stops it for good. */
  stop(): Promise<void>;
}

const firstDelayMs = 200;
const longestDelayMs = 30_000;
/** A process that lived this long died of something new, so the next start is tried at once. */
const provenAfterMs = 15_000;

/**
 * Keeps a process running until `stop`. A killed one is started again after 0.2 s; one that keeps dying at once is tried
 * at doubling distances, up to every 30 s.
 */
export function supervise(plan: ProcessPlan, hear: (news: ProcessNews) => void): SupervisedProcess {
  const abort = new AbortController();
  let current: RunningProcess | undefined;
  let settle: { resolve: () => void; reject: (error: unknown) => void };
  const ready = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));

  async function live(restarts: number): Promise<string> {
    current = await startProcess(plan);
    hear({ kind: 'started', pid: current.pid, restarts });
    // Stopped while it was being spawned: `stop` had nothing to signal yet.
    if (abort.signal.aborted) await current.stop();
    const running = current;
    const becameReady = waitUntilReady(plan, running).then(
      () => {
        if (abort.signal.aborted) return;
        hear({ kind: 'ready' });
        settle.resolve();
      },
      (error: unknown) => settle.reject(error),
    );
    const how = await running.ended;
    await becameReady;
    return how;
  }

  async function keepAlive(): Promise<void> {
    let delay = firstDelayMs;
    for (let restarts = 0; !abort.signal.aborted; restarts += 1) {
      const born = Date.now();
      const how = await live(restarts).catch((error: unknown) => {
        settle.reject(error);
        return error instanceof Error ? error.message : String(error);
      });
      if (abort.signal.aborted) return;
      if (Date.now() - born > provenAfterMs) delay = firstDelayMs;
      hear({ kind: 'died', how, lastLines: await lastLines(plan.logFile, 5), againInMs: delay });
      await sleep(delay, undefined, { signal: abort.signal }).catch(() => {});
      delay = Math.min(delay * 2, longestDelayMs);
    }
  }

  // Whoever does not wait for readiness must not be ended by its failure.
  ready.catch(() => {});
  const done = keepAlive();
  return {
    name: plan.name,
    ready,
    async stop() {
      abort.abort();
      await current?.stop();
      await done;
    },
  };
}
