import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';

describe('activation of jobs', () => {
  let server: ApiServer;
  let database: pg.Client;
  let instance: string;
  let next = 1n;

  beforeAll(async () => {
    server = await startApiServer();
    database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
    const xml = bpmn('review').startEvent().userTask('check').endEvent('end').toXml();
    await server.client.createDeployment({ resources: [new File([xml], 'review.bpmn')] });
    instance = (await server.call('POST', '/v2/process-instances', { processDefinitionId: 'review' })).body
      .processInstanceKey;
    for (;;) {
      const { body } = await server.call('GET', `/api/instances/${instance}/waits`);
      if (body.waits.length === 1) break;
      await sleep(50);
    }
  });
  afterAll(async () => {
    await database?.end();
    await server?.close();
  });

  /** A job as the projection writes it: the row and the notice in one transaction. */
  async function createJob(
    type: string,
    more: { readonly priority?: number; readonly retries?: number } = {},
  ): Promise<string> {
    const key = (BigInt(instance) + 100_000n + next++).toString();
    await database.query('begin');
    await database.query(
      `insert into silkflow.job (job_key, instance_key, tenant_id, process_id, process_definition_key, element_instance_key,
         element_id, kind, execution, type, state, retries, priority, headers, created_at)
       select $1, instance_key, tenant_id, process_id, process_definition_key, instance_key, 'check', 'bpmnElement',
         'external', $2, 'created', $5, $3, '{}', now() from silkflow.process_instance where instance_key = $4`,
      [key, type, more.priority ?? 0, instance, more.retries ?? 3],
    );
    await database.query(`select pg_notify('silkflow_jobs', $1)`, [type]);
    await database.query('commit');
    return key;
  }

  async function activate(type: string, more: object = {}): Promise<string[]> {
    const body = { type, worker: 'w', timeout: 60_000, maxJobsToActivate: 10, ...more };
    const answer = await server.call('POST', '/v2/jobs/activation', body);
    return answer.body.jobs.map((job: { jobKey: string }) => job.jobKey);
  }

  it('brings a new job to an idle worker within 100 ms (median of 15)', async () => {
    const waits: number[] = [];
    for (let round = 0; round < 15; round += 1) {
      const activation = activate('fresh');
      await sleep(120);
      const created = Date.now();
      const key = await createJob('fresh');
      expect(await activation).toEqual([key]);
      waits.push(Date.now() - created);
    }
    expect(waits.sort((a, b) => a - b)[7]).toBeLessThan(100);
  });

  it('holds an idle worker for ten seconds', async () => {
    const asked = Date.now();
    expect(await activate('never')).toEqual([]);
    expect(Date.now() - asked).toBeGreaterThan(9_900);
  });

  it('answers at once when the worker does not want to wait', async () => {
    const asked = Date.now();
    expect(await activate('never', { requestTimeout: -1 })).toEqual([]);
    expect(Date.now() - asked).toBeLessThan(2_000);
  });

  it('gives each job to one of many workers, the most urgent first', async () => {
    // Several rounds: only now and then does a call look at a job while another takes it.
    for (let round = 0; round < 10; round += 1) {
      const keys: string[] = [];
      for (let index = 0; index < 30; index += 1) keys.push(await createJob('shared', { priority: index % 3 }));
      const taken = await Promise.all(Array.from({ length: 10 }, () => activate('shared', { maxJobsToActivate: 3 })));
      expect(taken.flat().toSorted()).toEqual(keys.toSorted());
    }
    const low = await createJob('ordered', { priority: -5 });
    const high = await createJob('ordered', { priority: 5 });
    expect(await activate('ordered')).toEqual([high, low]);
  });

  it('passes by what other workers hold, however urgent', async () => {
    // given
    const held = [await createJob('held', { priority: 5 }), await createJob('held', { priority: 5 })];
    expect((await activate('held')).toSorted()).toEqual(held.toSorted());
    // when
    const free = await createJob('held', { priority: -5 });
    // then
    expect(await activate('held', { maxJobsToActivate: 1 })).toEqual([free]);
    expect(await activate('held', { maxJobsToActivate: 1, requestTimeout: -1 })).toEqual([]);
  });

  it('gives a job away that the diagram grants no retries: that is one attempt', async () => {
    const key = await createJob('once', { retries: 0 });
    expect(await activate('once')).toEqual([key]);
  });

  it('gives a job back when its time is up, and after a back-off', async () => {
    const key = await createJob('slow');
    expect(await activate('slow', { timeout: 400 })).toEqual([key]);
    expect(await activate('slow', { requestTimeout: -1 })).toEqual([]);
    expect(await activate('slow', { timeout: 60_000 })).toEqual([key]);
    const failed = await server.call('POST', `/v2/jobs/${key}/failure`, {
      retries: 1,
      retryBackOff: 500,
      errorMessage: 'wait',
    });
    expect(failed.status).toBe(204);
    expect((await server.call('POST', `/v2/jobs/${key}/completion`, {})).body.code).toBe('job.backOff');
    const asked = Date.now();
    expect(await activate('slow')).toEqual([key]);
    expect(Date.now() - asked).toBeGreaterThan(300);
  });
});
