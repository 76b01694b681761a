import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processInstanceWorkflowId, requestUpdate } from '#engine/contracts/wire/process-instance.ts';
import type { RequestAnswer, RequestEnvelope } from '#engine/contracts/wire/process-instance.ts';
import { type Database, openDatabase } from '#engine/store/database.ts';
import { insertRequest, withdrawRequest } from '#engine/store/requests/index.ts';
import { process } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';

interface Asked {
  readonly key: string;
  readonly id: string;
  readonly answer: Promise<RequestAnswer>;
}

describe('a request that is withdrawn while its workflow task is under way', () => {
  let engine: DurableEngine;
  /** The server's connections, where `engine.db` holds the worker's. */
  let server: Database;

  beforeAll(async () => {
    engine = await DurableEngine.open();
    server = openDatabase(engine.url, { poolSize: 4, name: 'server of the test' });
    await engine.deploy(process('approval').startEvent().userTask('approve').endEvent('end').toXml());
    await engine.startWorker();
  });
  afterAll(async () => {
    await server?.pool.end();
    await engine?.close();
  });

  async function startedInstance(): Promise<{ key: string; task: string }> {
    const key = await engine.start('approval');
    const open = `select user_task_key as task from silkflow.user_task where instance_key = $1 and state = 'created'`;
    const { task } = await engine.until<{ task: string }>(open, [key]);
    // The task that made it is reported: nothing of it is in the way of what follows.
    await sleep(500);
    return { key, task };
  }

  /** Asks the instance to complete the task, as a server does whose caller waits for some seconds. */
  async function ask({ key, task }: { key: string; task: string }): Promise<Asked> {
    const id = randomUUID();
    const operation = { type: 'completeUserTask', userTask: task, variables: {}, action: '' };
    const expiresAt = new Date(Date.now() + 5_000);
    const row = { id, instanceKey: key, tenantId: '<default>', operation, idempotencyKey: null, expiresAt };
    await insertRequest(server.pool, row);
    const envelope: RequestEnvelope = { id, operation, expiresAt: expiresAt.getTime() };
    const handle = engine.client.workflow.getHandle(processInstanceWorkflowId(key));
    const answers = handle.executeUpdate<RequestAnswer[], [RequestEnvelope[]]>(requestUpdate, { args: [[envelope]] });
    return { key, id, answer: answers.then(([answer]) => answer!) };
  }

  it('is not done, though the task had taken it: the task times out, and the next one refuses it', async () => {
    // given a worker whose rows wait for a connection
    const instance = await startedInstance();
    const connections = await Promise.all(Array.from({ length: 8 }, () => engine.db.pool.connect()));
    const { key, id, answer } = await ask(instance);
    while (engine.db.pool.waitingCount === 0) await sleep(20);
    // when the caller gives up first
    expect(await withdrawRequest(server, id)).toBe(true);
    for (const connection of connections) connection.release();
    // then
    expect(await answer).toMatchObject({ id, ok: false, problems: [{ key: 'request.expired' }] });
    const rows = await server.pool.query('select state from silkflow.user_task where instance_key = $1', [key]);
    expect(rows.rows).toEqual([{ state: 'created' }]);
    expect(await engine.verify([key])).toEqual({});
    // and the instance goes on
    expect(await (await ask(instance)).answer).toMatchObject({ ok: true });
    expect(await engine.result(key)).toMatchObject({ status: 'completed' });
  });

  it('cannot be withdrawn any more once its rows are being written', async () => {
    // given rows that wait for the instance's
    const instance = await startedInstance();
    const other = await server.pool.connect();
    await other.query('begin');
    await other.query('select 1 from silkflow.process_instance where instance_key = $1 for update', [instance.key]);
    const { id, answer } = await ask(instance);
    const isLocked = `select 1 from silkflow.request where request_id = $1 for update skip locked`;
    while ((await server.pool.query(isLocked, [id])).rowCount === 1) await sleep(20);
    // when
    const withdrawn = withdrawRequest(server, id);
    await sleep(200);
    await other.query('commit');
    other.release();
    // then
    expect(await withdrawn).toBe(false);
    expect(await answer).toMatchObject({ id, ok: true });
  });
});
