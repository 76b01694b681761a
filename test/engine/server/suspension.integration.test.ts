import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPageSchema, messagePageSchema } from '#engine/contracts/api/index.ts';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';
import { deployAll, eventually, instanceCalls } from './support/instance-calls.ts';

const missing = '4611686018427387904';

const processes = {
  job: bpmn('job').startEvent().serviceTask('task', { type: 'work' }).userTask('check').endEvent('end').toXml(),
  waiting: bpmn('waiting')
    .startEvent()
    .catchEvent('catch', { message: 'paid', correlationKey: 'order' })
    .endEvent('end')
    .toXml(),
  pausing: bpmn('pausing')
    .startEvent()
    .catchEvent('pause', { timer: { duration: 'PT3S' } })
    .endEvent('end')
    .toXml(),
  alerted: bpmn('alerted').startEvent().catchEvent('catch', { signal: 'alarm' }).endEvent('end').toXml(),
  caller: bpmn('caller').startEvent().callActivity('call', { process: 'called' }).endEvent('end').toXml(),
  called: bpmn('called').startEvent().userTask('inside').endEvent('end').toXml(),
};

describe('suspension of an instance', () => {
  let server: ApiServer;

  beforeAll(async () => {
    server = await startApiServer();
    await deployAll(server, processes);
  });
  afterAll(() => server?.close());

  const { activate, ended, first, post, resume, start, stateOf, suspend } = instanceCalls(() => server);

  it('offers no job while it lasts, and wakes a waiting worker when it ends', async () => {
    // given
    const key = await start('job');
    await first('jobs', { processInstanceKey: key });
    // when
    expect((await suspend(key)).status).toBe(204);
    // then
    expect(await stateOf(key)).toBe('suspended');
    expect(await activate(-1)).toEqual([]);
    // when
    const waiting = activate(20_000);
    await sleep(500);
    const resumedAt = Date.now();
    expect((await resume(key)).status).toBe(204);
    // then
    const [job] = await waiting;
    expect(job?.['processInstanceKey']).toBe(key);
    expect(Date.now() - resumedAt).toBeLessThan(5_000);
    expect((await post(`/v2/jobs/${job?.['jobKey']}/completion`)).status).toBe(204);
    await post(`/v2/process-instances/${key}/cancellation`);
  });

  it('refuses what would move the instance, in words, and takes what mends it', async () => {
    // given
    const key = await start('job', { a: 1 });
    await first('jobs', { processInstanceKey: key });
    const [job] = await activate(5_000);
    await suspend(key);
    // when
    const completion = await server.call(
      'POST',
      `/v2/jobs/${job?.['jobKey']}/completion`,
      {},
      { 'accept-language': 'zh' },
    );
    // then
    expect([completion.status, completion.body.code]).toEqual([409, 'instance.suspended']);
    expect(completion.body.detail).toMatch(/挂起/);
    const failure = { retries: 0, errorMessage: 'broken' };
    expect((await post(`/v2/jobs/${job?.['jobKey']}/failure`, failure)).status).toBe(409);
    expect((await post(`/v2/jobs/${job?.['jobKey']}/error`, { errorCode: 'E' })).status).toBe(409);
    const edited = await server.call('PUT', `/v2/element-instances/${key}/variables`, { variables: { a: 2 } });
    expect(edited.status).toBe(204);
    const move = {
      sourceElementInstruction: { sourceType: 'byId', sourceElementId: 'task' },
      targetElementId: 'check',
    };
    const moved = await post(`/v2/process-instances/${key}/modification`, { moveInstructions: [move] });
    expect(moved.status).toBe(204);
    // and: what the modification began shows once the instance goes on; its task can be completed then
    await resume(key);
    const task = await first('user-tasks', { processInstanceKey: key, elementId: 'check', state: 'CREATED' });
    await suspend(key);
    const refused = await post(`/v2/user-tasks/${task['userTaskKey']}/completion`);
    expect([refused.status, refused.body.code]).toEqual([409, 'instance.suspended']);
    await resume(key);
    expect((await post(`/v2/user-tasks/${task['userTaskKey']}/completion`)).status).toBe(204);
    expect(await ended(key)).toBe('completed');
  });

  it('lets a message wait in the inbox, and gives it to the instance that goes on', async () => {
    // given
    const key = await start('waiting', { order: 'S-1' });
    await first('message-subscriptions', { processInstanceKey: key });
    await suspend(key);
    // when
    const message = { name: 'paid', correlationKey: 'S-1' };
    expect((await post('/v2/messages/correlation', message)).status).toBe(404);
    await post('/v2/messages/publication', { ...message, timeToLive: 60_000 });
    await sleep(500);
    // then
    const inbox = await server.call('GET', '/api/messages?name=paid&correlationKey=S-1');
    expect(messagePageSchema.parse(inbox.body).messages.map(({ reason }) => reason)).toEqual(['buffered', 'notWanted']);
    // when
    await resume(key);
    // then
    expect(await ended(key)).toBe('completed');
  });

  it('brings a message again that met the suspension on its way', async () => {
    // given: the row still says active while the message is matched, as when both come at once
    const key = await start('waiting', { order: 'S-2' });
    await first('message-subscriptions', { processInstanceKey: key });
    await suspend(key);
    const { pool } = server.running.services.database;
    await pool.query(`update silkflow.process_instance set state = 'active' where instance_key = $1`, [key]);
    await post('/v2/messages/publication', { name: 'paid', correlationKey: 'S-2', timeToLive: 60_000 });
    await pool.query(`update silkflow.process_instance set state = 'suspended' where instance_key = $1`, [key]);
    // when: it is refused, and its subscription stays open
    await eventually(async () => {
      const { rows } = await pool.query(
        `select 1 from silkflow.request where instance_key = $1 and request_id like 'message-%' and state = 'refused'`,
        [key],
      );
      return rows.length > 0 ? true : undefined;
    });
    const { rows } = await pool.query<{ state: string }>(
      'select state from silkflow.message_subscription where instance_key = $1',
      [key],
    );
    expect(rows).toEqual([{ state: 'open' }]);
    await resume(key);
    // then
    expect(await ended(key)).toBe('completed');
  });

  it('keeps a timer that comes due, and lets a signal pass by', async () => {
    // given
    const [pausing, alerted] = [await start('pausing'), await start('alerted')];
    await first('element-instances', { processInstanceKey: pausing, elementId: 'pause', state: 'ACTIVE' });
    await first('element-instances', { processInstanceKey: alerted, elementId: 'catch', state: 'ACTIVE' });
    await Promise.all([suspend(pausing), suspend(alerted)]);
    // when
    await post('/v2/signals/broadcast', { signalName: 'alarm' });
    await sleep(4_500);
    // then
    expect([await stateOf(pausing), await stateOf(alerted)]).toEqual(['suspended', 'suspended']);
    await Promise.all([resume(pausing), resume(alerted)]);
    expect(await ended(pausing)).toBe('completed');
    expect(await stateOf(alerted)).toBe('active');
    await post('/v2/signals/broadcast', { signalName: 'alarm' });
    expect(await ended(alerted)).toBe('completed');
  });

  it('lets the processes go on that it has called, and takes their end when it is resumed', async () => {
    // given
    const key = await start('caller');
    const called = await first('process-instances', { parentProcessInstanceKey: key });
    const task = await first('user-tasks', { processInstanceKey: called['processInstanceKey'], state: 'CREATED' });
    await suspend(key);
    // when
    expect((await post(`/v2/user-tasks/${task['userTaskKey']}/completion`)).status).toBe(204);
    expect(await ended(String(called['processInstanceKey']))).toBe('completed');
    await sleep(500);
    // then
    expect(await stateOf(key)).toBe('suspended');
    await resume(key);
    expect(await ended(key)).toBe('completed');
  });

  it('is refused where there is nothing to suspend or resume', async () => {
    const key = await start('job');
    const code = async (call: Promise<{ status: number; body: { code: string } }>) => {
      const { status, body } = await call;
      return [status, body.code];
    };
    expect(await code(resume(key))).toEqual([409, 'instance.notSuspended']);
    await suspend(key);
    expect(await code(suspend(key))).toEqual([409, 'instance.suspended']);
    expect(
      (await post('/v2/process-instances/search', { filter: { processInstanceKey: key } })).body.items[0].state,
    ).toBe('ACTIVE');
    await post(`/v2/process-instances/${key}/cancellation`);
    expect(await stateOf(key)).toBe('terminated');
    expect(await code(suspend(key))).toEqual([404, 'instance.ended']);
    expect(await code(resume(key))).toEqual([404, 'instance.ended']);
    expect(await code(suspend(missing))).toEqual([404, 'instance.notFound']);
    expect(await code(server.call('GET', `/api/instances/${missing}`))).toEqual([404, 'instance.notFound']);
    expect((await post(`/api/instances/${key}/suspension`, { unknown: true })).status).toBe(400);
  });

  it('is done once for one idempotency key, whatever has happened since', async () => {
    const key = await start('job');
    const again = () => post(`/api/instances/${key}/suspension`, {}, { 'idempotency-key': `hold-${key}` });
    expect((await again()).status).toBe(204);
    await resume(key);
    expect((await again()).status).toBe(204);
    expect(await stateOf(key)).toBe('active');
    const other = await start('job');
    const reused = await post(`/api/instances/${other}/suspension`, {}, { 'idempotency-key': `hold-${key}` });
    expect([reused.status, reused.body.code]).toEqual([409, 'request.idempotencyKey']);
  });

  it('keeps who suspended and resumed it, with what was and what is', async () => {
    // given
    const key = await start('job');
    await first('jobs', { processInstanceKey: key });
    // when
    await post(`/api/instances/${key}/suspension`, {}, { 'silkflow-reason': 'stock take' });
    await resume(key);
    // then
    const { entries } = auditPageSchema.parse((await server.call('GET', `/api/audit?instance=${key}`)).body);
    expect(entries.slice(0, 2)).toMatchObject([
      { action: 'resumeProcessInstance', before: { state: 'suspended' }, after: { state: 'active' } },
      {
        action: 'suspendProcessInstance',
        reason: 'stock take',
        before: { state: 'active', elements: { task: 1 } },
        after: { state: 'suspended' },
      },
    ]);
  });
});
