import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';

describe('requests to an instance', () => {
  let server: ApiServer;

  beforeAll(async () => {
    server = await startApiServer();
    const files = {
      review: bpmn('review').startEvent().userTask('check').endEvent('end').toXml(),
      fan: bpmn('fan').startEvent().parallelGateway('fork'),
    };
    const fork = files.fan;
    for (let index = 0; index < 20; index += 1) fork.from('fork').userTask(`task${index}`).endEvent(`end${index}`);
    for (const [name, xml] of [
      ['review.bpmn', files.review],
      ['fan.bpmn', fork.toXml()],
    ] as const) {
      await server.client.createDeployment({ resources: [new File([xml], name)] });
    }
  });
  afterAll(() => server?.close());

  async function start(processDefinitionId: string): Promise<string> {
    const { body } = await server.call('POST', '/v2/process-instances', { processDefinitionId });
    return body.processInstanceKey;
  }

  async function tasks(processInstanceKey: string, count: number): Promise<string[]> {
    for (let tries = 0; tries < 300; tries += 1) {
      const { body } = await server.call('POST', '/v2/user-tasks/search', {
        filter: { processInstanceKey, state: 'CREATED' },
      });
      if (body.items.length === count) return body.items.map((item: { userTaskKey: string }) => item.userTaskKey);
      await sleep(50);
    }
    throw new Error('tasks not seen');
  }

  async function state(key: string): Promise<string> {
    return (await server.call('GET', `/v2/process-instances/${key}`)).body.state;
  }

  it('answers twenty callers of one instance at once', async () => {
    const key = await start('fan');
    const open = await tasks(key, 20);
    const answers = await Promise.all(open.map((task) => server.call('POST', `/v2/user-tasks/${task}/completion`, {})));
    expect(answers.map(({ status }) => status)).toEqual(open.map(() => 204));
    expect(await state(key)).toBe('COMPLETED');
  });

  it('gives the first answer to a repetition with the same idempotency key, and refuses the key for anything else', async () => {
    const key = await start('review');
    const [task] = await tasks(key, 1);
    const complete = (body: object) =>
      server.call('POST', `/v2/user-tasks/${task}/completion`, body, { 'idempotency-key': `done-${task}` });
    expect((await complete({ variables: { ok: true } })).status).toBe(204);
    expect((await complete({ variables: { ok: true } })).status).toBe(204);
    const other = await complete({ variables: { ok: false } });
    expect([other.status, other.body.code]).toEqual([409, 'request.idempotencyKey']);
  });

  it('lets only one of two completions through', async () => {
    const key = await start('review');
    const [task] = await tasks(key, 1);
    const complete = () => server.call('POST', `/v2/user-tasks/${task}/completion`, {});
    const statuses = (await Promise.all([complete(), complete()])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.find((status) => status !== 204)).toBeOneOf([404, 409]);
  });

  it('withdraws what no worker took: 503, and nothing is done when one comes back', async () => {
    // given
    const key = await start('review');
    await tasks(key, 1);
    await server.stopWorker();
    // when
    const asked = Date.now();
    const cancelled = await server.call('POST', `/v2/process-instances/${key}/cancellation`, {});
    const waited = Date.now() - asked;
    await server.startWorker();
    await sleep(3_000);
    // then
    expect([cancelled.status, cancelled.body.code]).toEqual([503, 'request.withdrawn']);
    expect(waited).toBeGreaterThan(9_000);
    expect(waited).toBeLessThan(14_000);
    expect(await state(key)).toBe('ACTIVE');
    expect((await server.call('POST', `/v2/process-instances/${key}/cancellation`, {})).status).toBe(204);
  });

  it('does what a server took and did not live to bring, however late', async () => {
    // given
    const key = await start('review');
    const [task] = await tasks(key, 1);
    const database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
    const operation = { type: 'completeUserTask', userTask: task, variables: { late: true }, action: '' };
    // when
    await database.query(
      `insert into silkflow.request (request_id, instance_key, tenant_id, operation, fingerprint, state, expires_at,
         created_at, updated_at)
       values ($1, $2, '<default>', $3, '', 'sent', now() - interval '1 minute', now() - interval '69 seconds',
         now() - interval '1 minute')`,
      [`late-${key}`, key, JSON.stringify(operation)],
    );
    const requestState = async (): Promise<string> => {
      const { rows } = await database.query('select state from silkflow.request where request_id = $1', [
        `late-${key}`,
      ]);
      return rows[0].state;
    };
    for (let tries = 0; tries < 300 && (await requestState()) === 'sent'; tries += 1) await sleep(50);
    // then
    expect(await requestState()).toBe('done');
    expect(await state(key)).toBe('COMPLETED');
    await database.end();
  });

  it('says that an instance whose workflow Temporal has no more cannot go on, and what to do', async () => {
    // given
    const key = await start('review');
    await tasks(key, 1);
    await server.running.services.temporal.client.workflow.getHandle(processInstanceWorkflowId(key)).terminate('gone');
    // when
    const cancelled = await server.call('POST', `/v2/process-instances/${key}/cancellation`, {});
    // then
    expect([cancelled.status, cancelled.body.problems[0].code]).toEqual([409, 'instance.historyGone']);
    expect(cancelled.body.detail).toContain(`silkflow verify ${key}`);
    const page = await server.call('GET', `/api/instances/${key}`);
    expect(page.body.trouble).toBe(cancelled.body.detail);
    const inChinese = await server.call(
      'POST',
      `/v2/process-instances/${key}/cancellation`,
      {},
      { 'accept-language': 'zh-CN' },
    );
    expect(inChinese.body.detail).toMatch(/^Temporal 中没有流程实例/);
  });

  it('starts what was written while Temporal did not hear of it', async () => {
    // given a start whose server died before Temporal had it
    const database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
    const key = await start('review');
    await tasks(key, 1);
    await database.query(
      `update silkflow.start_request set state = 'starting', created_at = now() - interval '1 minute'`,
    );
    // when the sweep comes by
    await sleep(3_000);
    // then the start is confirmed and nothing has run twice
    const { rows } = await database.query(
      `select count(*)::integer as open from silkflow.start_request where state = 'starting'`,
    );
    await database.end();
    expect(rows[0].open).toBe(0);
    expect(await tasks(key, 1)).toHaveLength(1);
  });
});
