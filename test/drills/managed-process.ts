import { startProcess, waitUntilReady } from '#engine/embedded/index.ts';
import type { ProcessPlan, RunningProcess } from '#engine/embedded/index.ts';

/** A process that a drill kills, halts and brings back. */
export class ManagedProcess {
  readonly name: string;
  readonly #plan: ProcessPlan;
  readonly #attempts: number;
  #running: RunningProcess | null = null;
  /** How it ended without being asked to; null = it never did. */
  endedByItself: string | null = null;

  /** `attempts`: so often it is started when it ends before it is ready; the product's own keeper never gives up. */
  constructor(plan: ProcessPlan, attempts = 1) {
    this.name = plan.name;
    this.#plan = plan;
    this.#attempts = attempts;
  }

  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const running = await startProcess(this.#plan);
      this.#running = running;
      void running.ended.then((how) => {
        if (this.#running === running) this.endedByItself = how;
      });
      try {
        return await waitUntilReady(this.#plan, running);
      } catch (error) {
        if (attempt >= this.#attempts) throw error;
        console.log(`${this.name} is started again: ${String(error)}`);
        this.endedByItself = null;
        await this.stop();
      }
    }
  }

  /** SIGKILL: no clean-up of any kind. */
  async kill(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    signal(running, 'SIGKILL');
    await running.ended;
  }

  halt(): void {
    if (this.#running !== null) signal(this.#running, 'SIGSTOP');
  }

  resume(): void {
    if (this.#running !== null) signal(this.#running, 'SIGCONT');
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.stop();
  }
}

function signal({ pid }: RunningProcess, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself meanwhile; whoever waits for it sees that.
  }
}
