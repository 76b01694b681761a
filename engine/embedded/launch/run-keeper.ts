import { identify } from '../processes/process-identity.ts';
import type { ProcessRecord, RunRecord } from '../processes/run-record.ts';
import { removeRunRecord, writeRunRecord } from '../processes/run-record.ts';
import type { ProcessPlan } from '../processes/running-process.ts';
import type { ProcessNews, SupervisedProcess } from '../processes/supervised-process.ts';
import { supervise } from '../processes/supervised-process.ts';
import type { Say } from '../stack-error.ts';
import { words } from '../words.ts';

/** Stops in this order: first who takes work, last what the others stand on. */
const stopOrder = ['server', 'worker', 'simulators', 'temporal', 'postgres'];

/** Supervises the processes of one run and keeps its `run.json` true. */
export class RunKeeper {
  readonly #say: Say;
  readonly #processes = new Map<string, SupervisedProcess>();
  readonly #records = new Map<string, ProcessRecord>();
  #head: Omit<RunRecord, 'processes'>;
  /** News in their order: "ready" must not overtake a "started" that still looks at its process. */
  #heard: Promise<void> = Promise.resolve();
  #writing: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(head: Omit<RunRecord, 'processes'>, say: Say) {
    this.#head = head;
    this.#say = say;
  }

  get record(): RunRecord {
    return { ...this.#head, processes: [...this.#records.values()] };
  }

  /** Starts a process under supervision; resolves once it is ready. */
  async start(plan: ProcessPlan, place: { readonly port: number | null; readonly url: string | null }): Promise<void> {
    if (this.#stopped) return;
    const supervised = supervise(plan, (news) => {
      this.#heard = this.#heard.then(() => this.#hear(plan, place, news));
    });
    this.#processes.set(plan.name, supervised);
    await supervised.ready;
  }

  /** Tells what became known since the start. */
  async update(changes: Partial<Omit<RunRecord, 'processes'>>): Promise<void> {
    this.#head = { ...this.#head, ...changes };
    await this.#write();
  }

  /** Stops everything in order and removes the record. Safe to call twice. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const name of stopOrder) {
      const supervised = this.#processes.get(name);
      if (supervised === undefined) continue;
      this.#say(words.stopping(name));
      await supervised.stop();
      this.#processes.delete(name);
    }
    await this.#heard;
    await this.#writing;
    await removeRunRecord(this.#head.dataFolder);
  }

  async #hear(plan: ProcessPlan, place: { port: number | null; url: string | null }, news: ProcessNews): Promise<void> {
    const known = this.#records.get(plan.name);
    switch (news.kind) {
      case 'started': {
        const identity = (await identify(news.pid)) ?? '';
        this.#records.set(plan.name, {
          name: plan.name,
          pid: news.pid,
          identity,
          state: 'starting',
          startedAt: new Date().toISOString(),
          restarts: news.restarts,
          ...place,
          logFile: plan.logFile,
        });
        break;
      }
      case 'ready':
        if (known === undefined) return;
        this.#records.set(plan.name, { ...known, state: 'running' });
        if (known.restarts > 0) this.#say(words.processBack(plan.name, known.pid));
        break;
      case 'died':
        if (this.#stopped) return;
        if (known !== undefined) this.#records.set(plan.name, { ...known, state: 'restarting' });
        this.#say(words.processDied(plan.name, news.how, news.againInMs, plan.logFile));
        for (const line of news.lastLines) this.#say({ en: `  | ${line}`, 'zh-CN': `  | ${line}` });
        break;
    }
    await this.#write();
  }

  /** One write at a time, each with what is true when its turn comes. */
  #write(): Promise<void> {
    this.#writing = this.#writing.then(() => (this.#stopped ? undefined : writeRunRecord(this.record)));
    return this.#writing;
  }
}
