import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { installationRoot } from '#engine/config/index.ts';

export interface WorkerProcess {
  /** Resolves once the worker asks for work. */
  readonly start: () => Promise<void>;
  /** SIGKILL: no clean-up of any kind. Does nothing when none runs. */
  readonly kill: () => Promise<void>;
}

/** The product's worker in a process of its own, to be killed and started again with the same environment. */
export function workerProcess(env: NodeJS.ProcessEnv): WorkerProcess {
  let child: ChildProcess | null = null;
  const kill = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  };
  const start = async (): Promise<void> => {
    const main = join(installationRoot, 'activities', 'worker', 'main.ts');
    const started = spawn(process.execPath, ['--import', 'tsx', main], {
      cwd: installationRoot,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let log = '';
    const note = (chunk: Buffer): void => {
      log = (log + chunk.toString()).slice(-4_000);
    };
    started.stdout.on('data', note);
    started.stderr.on('data', note);
    while (!log.includes('worker runs')) {
      if (started.exitCode !== null) throw new Error(`the worker ended: ${log}`);
      await Promise.race([once(started.stdout, 'data'), once(started, 'exit')]);
    }
  };
  return { start, kill };
}
