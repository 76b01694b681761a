import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '#engine/contracts/json.ts';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { Operation } from '#engine/kernel/index.ts';
import type { DurableEngine } from '#test/workflows/support/durable-engine.ts';

interface Keyed {
  readonly key: string;
}

/** A running instance, and what a job worker, a task list or an operator does with it. Each call waits for its moment. */
export class LiveInstance {
  readonly key: string;
  readonly #engine: DurableEngine;

  constructor(engine: DurableEngine, key: string) {
    this.#engine = engine;
    this.key = key;
  }

  /** Refused requests fail the recording: the history would hold less than the scenario says. */
  async request(operation: Operation): Promise<void> {
    const answer = await this.#engine.request(this.key, operation);
    assert.deepEqual(answer, { id: answer.id, ok: true });
  }

  cancel(): Promise<void> {
    return this.request({ type: 'cancelInstance' });
  }

  setVariables(variables: JsonObject): Promise<void> {
    return this.request({ type: 'setVariables', scope: this.key, variables, local: true });
  }

  async completeUserTask(element: string, variables: JsonObject = {}): Promise<void> {
    const userTask = await this.userTask(element);
    await this.request({ type: 'completeUserTask', userTask, variables, action: 'complete' });
  }

  async completeJob(element: string, variables: JsonObject = {}): Promise<void> {
    await this.request({ type: 'completeJob', job: await this.job(element), variables });
  }

  async correlate(element: string, variables: JsonObject = {}): Promise<void> {
    const { key } = await this.#find('message_subscription', 'subscription_key', element, 'open');
    await this.request({ type: 'correlateMessage', subscription: key, messageKey: key, variables });
  }

  async catchSignal(element: string, variables: JsonObject = {}): Promise<void> {
    const { key } = await this.#find('signal_subscription', 'subscription_key', element, 'open');
    await this.request({ type: 'catchSignal', subscription: key, variables });
  }

  /** What waits for it gets it; a message that nobody waits for is dropped. */
  async hearMessage(name: string, correlationKey: string, variables: JsonObject = {}): Promise<void> {
    const sql = `select subscription_key as key from silkflow.message_subscription
      where instance_key = $1 and message_name = $2 and correlation_key = $3 and state = 'open' order by 1 limit 1`;
    for (const { key } of await this.#engine.rows<Keyed>(sql, [this.key, name, correlationKey])) {
      await this.request({ type: 'correlateMessage', subscription: key, messageKey: key, variables });
    }
  }

  async hearSignal(name: string, variables: JsonObject = {}): Promise<void> {
    const sql = `select subscription_key as key from silkflow.signal_subscription
      where instance_key = $1 and signal_name = $2 and state = 'open' order by 1`;
    for (const { key } of await this.#engine.rows<Keyed>(sql, [this.key, name])) {
      await this.request({ type: 'catchSignal', subscription: key, variables });
    }
  }

  async userTask(element: string): Promise<string> {
    return (await this.#find('user_task', 'user_task_key', element, 'created')).key;
  }

  /** Waits until the task is this person's: nothing else is asked of it meanwhile. */
  async assigned(element: string, assignee: string): Promise<void> {
    const sql = `select user_task_key as key from silkflow.user_task
      where instance_key = $1 and element_id = $2 and assignee = $3 and state = 'created'`;
    await this.#engine.until<Keyed>(sql, [this.key, element, assignee], patienceMs);
  }

  async job(element: string, state: 'created' | 'failed' = 'created'): Promise<string> {
    return (await this.#find('job', 'job_key', element, state)).key;
  }

  async incident(element: string): Promise<string> {
    return (await this.#find('incident', 'incident_key', element, 'active')).key;
  }

  /** Waits until it has come to its first wait. */
  async begun(): Promise<void> {
    const sql = `select instance_key as key from silkflow.process_instance where instance_key = $1 and state <> 'starting'`;
    await this.#engine.until<Keyed>(sql, [this.key], patienceMs);
  }

  /** Waits until an instance of the element is active. */
  async reached(element: string): Promise<void> {
    await this.#find('element_instance', 'element_instance_key', element, 'active');
  }

  async completed(element: string): Promise<void> {
    await this.#find('element_instance', 'element_instance_key', element, 'completed');
  }

  /** Waits until it has continued as new at least once. Its row does not tell before the new run writes its first event. */
  async continuedAsNew(): Promise<void> {
    const handle = this.#engine.client.workflow.getHandle(processInstanceWorkflowId(this.key));
    for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(100)) {
      const { runId, raw } = await handle.describe();
      if (runId !== raw.workflowExecutionInfo?.firstRunId) return;
    }
    throw new Error(`Instance ${this.key} has not continued as new`);
  }

  /** The instance that its call activity has started. */
  async child(): Promise<LiveInstance> {
    const sql = `select instance_key as key from silkflow.process_instance where parent_key = $1 and state = 'active'`;
    const { key } = await this.#engine.until<Keyed>(sql, [this.key], patienceMs);
    return new LiveInstance(this.#engine, key);
  }

  /** A live one of the element; of several the oldest, or the one that was asked for. */
  async elementInstance(element: string, nth = 1): Promise<string> {
    const sql = `select element_instance_key as key from silkflow.element_instance
      where instance_key = $1 and element_id = $2 and state = 'active' order by 1 offset $3 limit 1`;
    return (await this.#engine.until<Keyed>(sql, [this.key, element, nth - 1], patienceMs)).key;
  }

  /** Hash of the latest version of a process. */
  async definitionOf(processId: string): Promise<string> {
    const sql = 'select hash from silkflow.process_definition where process_id = $1 order by version desc limit 1';
    return (await this.#engine.until<{ hash: string }>(sql, [processId], patienceMs)).hash;
  }

  #find(table: string, keyColumn: string, element: string, state: string): Promise<Keyed> {
    return this.#engine.until<Keyed>(
      `select ${keyColumn} as key from silkflow.${table}
       where instance_key = $1 and element_id = $2 and state = $3 order by ${keyColumn} limit 1`,
      [this.key, element, state],
      patienceMs,
    );
  }
}

// Recording may share its machine with everything else.
const patienceMs = 90_000;
