import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { installationRoot } from '#engine/config/index.ts';

const execute = promisify(execFile);

/** What `replay-process.ts` is given, as JSON in a file. */
export const replayOrder = z.object({
  /** File with the bundled workflow code. */
  bundle: z.string(),
  databaseUrl: z.string(),
  /** Each in Temporal's JSON. */
  diagram: z.string(),
  byHand: z.string(),
  /** Replays a figure folds, and how many figures. */
  times: z.number(),
  rounds: z.number(),
});
export type ReplayOrder = z.infer<typeof replayOrder>;

const cpuRatios = z.array(z.number());

/**
 * CPU of replaying the one history over that of the other, round by round. In a process of its own: a replay hooks into every
 * promise of the thread that it runs in, for good, and that made all that was measured after it up to a third slower.
 */
export async function replayApart(code: string, order: Omit<ReplayOrder, 'bundle'>): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'silkflow-replay-'));
  try {
    const bundle = join(folder, 'bundle.js');
    const file = join(folder, 'order.json');
    const given: ReplayOrder = { ...order, bundle };
    await Promise.all([writeFile(bundle, code), writeFile(file, JSON.stringify(given))]);
    const script = join(import.meta.dirname, 'replay-process.ts');
    const { stdout } = await execute(process.execPath, ['--import', 'tsx', script, file], { cwd: installationRoot });
    return cpuRatios.parse(JSON.parse(stdout));
  } finally {
    await rm(folder, { recursive: true });
  }
}
