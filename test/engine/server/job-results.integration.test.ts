import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';

interface Job {
  readonly jobKey: string;
  readonly processInstanceKey: string;
}

describe('results of jobs', () => {
  let server: ApiServer;
  let database: pg.Client;

  beforeAll(async () => {
    server = await startApiServer();
    database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
    const xml = bpmn('parcel')
      .startEvent()
      .serviceTask('pack', { type: 'pack' })
      .boundaryEvent('broken', 'pack', { error: 'BROKEN' })
      .endEvent('lost')
      .from('pack')
      .endEvent('end')
      .toXml();
    await server.client.createDeployment({ resources: [new File([xml], 'parcel.bpmn')] });
  });
  afterAll(async () => {
    await database?.end();
    await server?.close();
  });

  async function take(timeout = 60_000): Promise<Job> {
    await server.call('POST', '/v2/process-instances', { processDefinitionId: 'parcel' });
    const body = { type: 'pack', worker: 'w', timeout, maxJobsToActivate: 1 };
    return (await server.call('POST', '/v2/jobs/activation', body)).body.jobs[0];
  }

  const complete = ({ jobKey }: Job, headers: Record<string, string> = {}) =>
    server.call('POST', `/v2/jobs/${jobKey}/completion`, { variables: { packed: true } }, headers);

  async function state({ processInstanceKey }: Job): Promise<string> {
    return (await server.call('GET', `/v2/process-instances/${processInstanceKey}`)).body.state;
  }

  async function requests({ processInstanceKey }: Job): Promise<number> {
    const text = 'select count(*)::integer as n from silkflow.request where instance_key = $1';
    return (await database.query(text, [processInstanceKey])).rows[0].n;
  }

  it('are asked of the instance without a row, and there when the caller has the answer', async () => {
    // given
    const job = await take();
    // when
    const answer = await complete(job);
    // then
    expect([answer.status, await state(job), await requests(job)]).toEqual([204, 'COMPLETED', 0]);
  });

  it('have a row when they carry an idempotency key, and answer it again', async () => {
    // given
    const job = await take();
    // when
    const answers = [
      await complete(job, { 'idempotency-key': `packed-${job.jobKey}` }),
      await complete(job, { 'idempotency-key': `packed-${job.jobKey}` }),
    ];
    // then
    expect([...answers.map(({ status }) => status), await requests(job)]).toEqual([204, 204, 1]);
  });

  it('are taken once', async () => {
    // given
    const job = await take();
    // when
    const answers = await Promise.all([complete(job), complete(job)]);
    const late = await complete(job);
    // then
    expect(answers.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
    expect([late.status, late.body.code]).toEqual([404, 'job.notFound']);
  });

  it('may be errors, which leave no row either', async () => {
    // given
    const job = await take();
    // when
    const answer = await server.call('POST', `/v2/jobs/${job.jobKey}/error`, { errorCode: 'BROKEN' });
    // then
    expect([answer.status, await state(job), await requests(job)]).toEqual([204, 'COMPLETED', 0]);
  });

  it('come from a worker whose lock has run out as well', async () => {
    // given
    const job = await take(1);
    await sleep(20);
    // then
    expect((await complete(job)).status).toBe(204);
  });

  it('wait for an engine that comes back in time', async () => {
    // given
    const job = await take();
    await server.stopWorker();
    // when
    const answer = complete(job);
    await sleep(2_000);
    await server.startWorker();
    // then
    expect((await answer).status).toBe(204);
  });

  it('without an answer are open: 504 in the reader’s language, and the job can be completed again', async () => {
    // given
    const job = await take();
    await server.stopWorker();
    // when
    const [answer, sooner] = await Promise.all([
      complete(job, { 'accept-language': 'zh-CN' }),
      sleep(9_500).then(() => state(job)),
    ]);
    await server.startWorker();
    await sleep(2_000);
    // then
    expect([answer.status, answer.body.code, sooner]).toEqual([504, 'request.unanswered', 'ACTIVE']);
    expect(answer.body.detail).toContain('尚不确定');
    // The engine came back after the request had expired, so nothing was done.
    expect(await state(job)).toBe('ACTIVE');
    expect((await complete(job)).status).toBe(204);
  });
});
