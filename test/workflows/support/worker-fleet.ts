import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporalAddress } from '#test/support/index.ts';
import { sharedBundle } from './durable-engine.ts';
import type { DurableEngine } from './durable-engine.ts';

/** Workers in processes of their own, to be killed. */
export class WorkerFleet {
  readonly #engine: DurableEngine;
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  #workers: ChildProcess[] = [];

  private constructor(engine: DurableEngine, folder: string, env: NodeJS.ProcessEnv) {
    this.#engine = engine;
    this.#folder = folder;
    this.#env = env;
  }

  static async open(engine: DurableEngine, env: NodeJS.ProcessEnv = {}): Promise<WorkerFleet> {
    const folder = await mkdtemp(join(tmpdir(), 'silkflow-fleet-'));
    const bundle = join(folder, 'bundle.js');
    await writeFile(bundle, (await sharedBundle()).code);
    return new WorkerFleet(engine, folder, { ...env, DRILL_BUNDLE: bundle });
  }

  get workers(): readonly ChildProcess[] {
    return this.#workers;
  }

  async start(env: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
    const worker = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'worker-process.ts')], {
      env: {
        ...process.env,
        DRILL_DATABASE: this.#engine.url,
        DRILL_TEMPORAL: temporalAddress(),
        DRILL_NAMESPACE: this.#engine.namespace,
        DRILL_QUEUE: this.#engine.taskQueue,
        ...this.#env,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#workers.push(worker);
    let log = '';
    worker.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    while (!log.includes('ready')) {
      if (worker.exitCode !== null) throw new Error(`the worker ended: ${log}`);
      await Promise.race([once(worker.stdout, 'data'), once(worker, 'exit')]);
    }
    return worker;
  }

  /** SIGKILL: no clean-up of any kind. */
  async kill(worker: ChildProcess): Promise<void> {
    this.#workers = this.#workers.filter((one) => one !== worker);
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    const gone = once(worker, 'exit');
    worker.kill('SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    for (const worker of this.#workers) await this.kill(worker);
    await rm(this.#folder, { recursive: true });
  }
}
