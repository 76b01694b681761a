import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { Operation } from '#engine/kernel/index.ts';
import { expect } from 'vitest';
import type { DurableEngine } from './durable-engine.ts';

/** So few history events that every few requests end a run. */
const historyLimit = 12;

/** An instance whose runs are short, with the hands of those who work on it. */
export class LongLife {
  readonly engine: DurableEngine;
  readonly key: string;

  constructor(engine: DurableEngine, key: string) {
    this.engine = engine;
    this.key = key;
  }

  static async start(engine: DurableEngine, processId: string, variables = {}): Promise<LongLife> {
    return new LongLife(engine, await engine.start(processId, { variables, historyLimit }));
  }

  async ask(operation: Operation): Promise<void> {
    expect(await this.engine.request(this.key, operation)).toMatchObject({ ok: true });
  }

  /** The first row of this instance that fulfils the condition, once there is one. */
  one(table: string, condition: string): Promise<Record<string, unknown>> {
    return this.engine.until(`select t.* from silkflow.${table} t where instance_key = $1 and ${condition}`, [
      this.key,
    ]);
  }

  /** Keys of all open rows of the table, in order. */
  async open(table: string, keyColumn: string, state: string): Promise<readonly string[]> {
    const rows = await this.engine.rows<{ key: string }>(
      `select ${keyColumn} as key from silkflow.${table} where instance_key = $1 and state = $2 order by 1`,
      [this.key, state],
    );
    return rows.map(({ key }) => key);
  }

  /** Everything that the rows say is open, by table: what no continue-as-new may change. */
  async everythingOpen(): Promise<Record<string, readonly string[]>> {
    const [userTasks, jobs, timers, messages, signals, incidents, elements] = await Promise.all([
      this.open('user_task', 'user_task_key', 'created'),
      this.open('job', 'job_key', 'created'),
      this.open('timer', 'timer_key', 'started'),
      this.open('message_subscription', 'subscription_key', 'open'),
      this.open('signal_subscription', 'subscription_key', 'open'),
      this.open('incident', 'incident_key', 'active'),
      this.open('element_instance', 'element_instance_key', 'active'),
    ]);
    return { userTasks, jobs, timers, messages, signals, incidents, elements };
  }

  async run(): Promise<number> {
    const [row] = await this.engine.rows<{ fence_run: number }>(
      'select fence_run from silkflow.process_instance where instance_key = $1',
      [this.key],
    );
    return row?.fence_run ?? -1;
  }

  /** Small requests until so many runs have ended; what was open before is open behind them, under the same keys. */
  async passRuns(runs = 2): Promise<void> {
    const before = await this.everythingOpen();
    const last = (await this.run()) + runs;
    for (let n = 0; (await this.run()) < last; n += 1) {
      if (n > 20 * runs) throw new Error(`still in run ${await this.run()} after ${n} requests`);
      await this.ask({ type: 'setVariables', scope: this.key, variables: { passed: n }, local: true });
    }
    expect(await this.everythingOpen()).toEqual(before);
  }

  async completeTask(elementId: string): Promise<void> {
    const { user_task_key: userTask } = await this.one(
      'user_task',
      `element_id = '${elementId}' and state = 'created'`,
    );
    await this.ask({ type: 'completeUserTask', userTask: String(userTask), variables: {}, action: '' });
  }

  async completeJob(type: string, variables = {}): Promise<void> {
    const { job_key: job } = await this.one('job', `type = '${type}' and state = 'created'`);
    await this.ask({ type: 'completeJob', job: String(job), variables });
  }

  async correlate(message: string, messageKey: string, variables = {}): Promise<void> {
    const { subscription_key: subscription } = await this.one(
      'message_subscription',
      `message_name = '${message}' and state = 'open'`,
    );
    await this.ask({ type: 'correlateMessage', subscription: String(subscription), messageKey, variables });
  }

  async catchSignal(signal: string): Promise<void> {
    const { subscription_key: subscription } = await this.one(
      'signal_subscription',
      `signal_name = '${signal}' and state = 'open'`,
    );
    await this.ask({ type: 'catchSignal', subscription: String(subscription), variables: {} });
  }

  /** How often each element of these was completed. */
  async completions(...elementIds: readonly string[]): Promise<Record<string, number>> {
    const rows = await this.engine.rows<{ id: string; n: number }>(
      `select element_id as id, count(*)::int as n from silkflow.element_instance
       where instance_key = $1 and state = 'completed' and element_id = any($2) group by 1`,
      [this.key, elementIds],
    );
    return Object.fromEntries(rows.map(({ id, n }) => [id, n]));
  }

  /** Ends as it should, and a replay of what Temporal holds gives the rows. */
  async endsWith(variables: object): Promise<void> {
    expect(await this.engine.result(this.key)).toMatchObject({ status: 'completed', variables });
    expect(await this.engine.verify([this.key])).toEqual({});
  }

  /** Events of the run that lives now. */
  async historyLength(): Promise<number> {
    return (await this.engine.client.workflow.getHandle(processInstanceWorkflowId(this.key)).describe()).historyLength;
  }
}
