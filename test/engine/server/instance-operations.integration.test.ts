import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  auditPageSchema,
  compiledProcessSchema,
  instanceEventsSchema,
  instanceStateSchema,
  messagePageSchema,
  restartedInstanceSchema,
} from '#engine/contracts/api/index.ts';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';

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
  nested: bpmn('nested')
    .startEvent()
    .userTask('first')
    .subProcess('group', (inside) => inside.startEvent('groupStart').userTask('second').endEvent('groupEnd'))
    .endEvent('end')
    .toXml(),
  byMessage: bpmn('byMessage').startEvent('start', { message: 'ordered' }).userTask('check').endEvent('end').toXml(),
};

describe('operations on one instance', () => {
  let server: ApiServer;

  beforeAll(async () => {
    server = await startApiServer();
    for (const [name, xml] of Object.entries(processes)) {
      await server.client.createDeployment({ resources: [new File([xml], `${name}.bpmn`)] });
    }
  });
  afterAll(() => server?.close());

  const post = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    server.call('POST', path, body, headers);
  const stateOf = async (key: string) =>
    instanceStateSchema.parse((await server.call('GET', `/api/instances/${key}`)).body).state;
  const suspend = (key: string) => post(`/api/instances/${key}/suspension`);
  const resume = (key: string) => post(`/api/instances/${key}/resumption`);

  async function start(processDefinitionId: string, variables: object = {}, more: object = {}): Promise<string> {
    const { body } = await post('/v2/process-instances', { processDefinitionId, variables, ...more });
    return String(body.processInstanceKey);
  }

  async function first(what: string, filter: object): Promise<Record<string, string>> {
    return eventually(async () => (await post(`/v2/${what}/search`, { filter })).body.items[0]);
  }

  async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) {
      const found = await look();
      if (found !== undefined) return found;
    }
    throw new Error('not seen in time');
  }

  const ended = (key: string) =>
    eventually(async () => ((await stateOf(key)) === 'completed' ? ('completed' as const) : undefined));

  async function activate(requestTimeout: number): Promise<Record<string, string>[]> {
    const request = { type: 'work', worker: 'w', timeout: 60_000, maxJobsToActivate: 10, requestTimeout };
    return (await post('/v2/jobs/activation', request)).body.jobs;
  }

  describe('suspension', () => {
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
      expect(messagePageSchema.parse(inbox.body).messages.map(({ reason }) => reason)).toEqual([
        'buffered',
        'notWanted',
      ]);
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
  });

  describe('restart', () => {
    it('begins anew at an element, with the variables, business id and tags that the instance ended with', async () => {
      // given
      const key = await start('nested', { a: 1, b: 'old' }, { businessId: 'R-1', tags: ['urgent'] });
      await first('user-tasks', { processInstanceKey: key, elementId: 'first', state: 'CREATED' });
      await post(`/v2/process-instances/${key}/cancellation`);
      // when
      const request = { startInstructions: [{ elementId: 'second' }], variables: { b: 'new' } };
      const answer = await post(`/api/instances/${key}/restart`, request, {
        'silkflow-reason': encodeURIComponent('客户改主意了'),
      });
      // then
      const { processInstanceKey, restartedFrom } = restartedInstanceSchema.parse(answer.body);
      expect(restartedFrom).toBe(key);
      await first('user-tasks', { processInstanceKey, elementId: 'second', state: 'CREATED' });
      const got = await server.call('GET', `/v2/process-instances/${processInstanceKey}`);
      expect(got.body).toMatchObject({ state: 'ACTIVE', businessId: 'R-1', tags: ['urgent'] });
      const { body } = await post('/v2/variables/search', { filter: { processInstanceKey } });
      const values = Object.fromEntries(
        body.items.map(({ name, value }: { name: string; value: string }) => [name, JSON.parse(value)]),
      );
      expect(values).toEqual({ a: 1, b: 'new' });
      // and: the audit of both says who, why and where
      for (const instance of [key, processInstanceKey]) {
        const page = auditPageSchema.parse((await server.call('GET', `/api/audit?instance=${instance}`)).body);
        expect(page.entries.find(({ action }) => action === 'restartProcessInstance')).toMatchObject({
          reason: '客户改主意了',
          target: { restartedFrom: key, processInstanceKey, startInstructions: 'second' },
        });
      }
    });

    it('begins at the beginning without instructions, by another version where one is named, and once for one key', async () => {
      // given
      const key = await start('job');
      await post(`/v2/process-instances/${key}/cancellation`);
      const other = await server.client.createDeployment({
        resources: [new File([`${processes.job}\n<!-- newer -->`], 'job.bpmn')],
      });
      const processDefinitionKey = other.deployments[0]?.processDefinition?.processDefinitionKey;
      // when
      const restart = () =>
        post(`/api/instances/${key}/restart`, { processDefinitionKey }, { 'idempotency-key': `again-${key}` });
      const [one, two] = [await restart(), await restart()];
      // then
      expect(one.body).toMatchObject({ processDefinitionKey, processDefinitionVersion: 2 });
      expect(two.body).toEqual(one.body);
      await first('element-instances', { processInstanceKey: one.body.processInstanceKey, elementId: 'task' });
    });

    it('is refused for what runs, was called, does not exist, or cannot begin there', async () => {
      const restart = async (key: string, elements: readonly string[] = []) => {
        const startInstructions = elements.map((elementId) => ({ elementId }));
        const { status, body } = await post(`/api/instances/${key}/restart`, { startInstructions });
        return [status, body.code];
      };
      const running = await start('nested');
      expect(await restart(running)).toEqual([409, 'instance.running']);
      expect(await restart(missing)).toEqual([404, 'instance.notFound']);
      await post(`/v2/process-instances/${running}/cancellation`);
      expect(await restart(running, ['nowhere'])).toEqual([400, 'definition.noElement']);
      expect(await restart(running, ['groupStart'])).toEqual([400, 'definition.noElement']);
      expect((await post(`/api/instances/${running}/restart`, { processDefinitionKey: missing })).status).toBe(404);
      await post('/v2/messages/publication', { name: 'ordered', correlationKey: '', timeToLive: 1_000 });
      const started = await first('process-instances', { processDefinitionId: 'byMessage' });
      await post(`/v2/process-instances/${started['processInstanceKey']}/cancellation`);
      expect(await restart(String(started['processInstanceKey']))).toEqual([409, 'definition.noStart']);
      const caller = await start('caller');
      const called = await first('process-instances', { parentProcessInstanceKey: caller });
      await post(`/v2/process-instances/${caller}/cancellation`);
      await eventually(async () =>
        (await stateOf(String(called['processInstanceKey']))) === 'terminated' ? true : undefined,
      );
      expect(await restart(String(called['processInstanceKey']))).toEqual([409, 'instance.called']);
    });
  });

  it('names each element that a modification or migration cannot do, in the language asked for', async () => {
    // given
    const key = await start('nested');
    await first('user-tasks', { processInstanceKey: key, elementId: 'first', state: 'CREATED' });
    const ask = (path: string, body: object) => post(path, body, { 'accept-language': 'zh-CN' });
    // when
    const modified = await ask(`/v2/process-instances/${key}/modification`, {
      activateInstructions: [{ elementId: 'groupStart' }, { elementId: 'nowhere' }],
    });
    const other = await first('process-definitions', { processDefinitionId: 'alerted' });
    const migrated = await ask(`/v2/process-instances/${key}/migration`, {
      targetProcessDefinitionKey: other['processDefinitionKey'],
      mappingInstructions: [{ sourceElementId: 'first', targetElementId: 'catch' }],
    });
    // then
    expect([modified.status, migrated.status]).toEqual([400, 409]);
    expect(modified.body.problems).toMatchObject([
      { code: 'modify.cannotActivate', elementId: 'groupStart', message: expect.stringMatching(/\p{Script=Han}/u) },
      { code: 'modify.unknownElement', elementId: 'nowhere', message: expect.stringMatching(/\p{Script=Han}/u) },
    ]);
    expect(migrated.body.problems).toMatchObject([
      { code: 'migrate.kind', elementId: 'first', message: expect.stringMatching(/\p{Script=Han}/u) },
    ]);
    await post(`/v2/process-instances/${key}/cancellation`);
  });

  it('activates and moves behind elements, whole or not at all, and keeps who did', async () => {
    // given
    const key = await start('nested');
    const modify = (body: object) => post(`/api/instances/${key}/modification`, body);
    await first('user-tasks', { processInstanceKey: key, elementId: 'first', state: 'CREATED' });
    // when
    const refused = await modify({
      activateInstructions: [
        { elementId: 'first', position: 'after' },
        { elementId: 'end', position: 'after' },
      ],
    });
    const done = await modify({
      activateInstructions: [{ elementId: 'groupStart', position: 'after' }],
      moveInstructions: [
        {
          sourceElementInstruction: { sourceType: 'byId', sourceElementId: 'first' },
          targetElementId: 'group',
          position: 'after',
        },
      ],
    });
    // then
    expect(refused.status).toBe(400);
    expect(refused.body.problems).toMatchObject([{ code: 'modify.nothingAfter', elementId: 'end' }]);
    expect(done.status).toBe(204);
    await first('element-instances', { processInstanceKey: key, elementId: 'end', state: 'COMPLETED' });
    const task = await first('user-tasks', { processInstanceKey: key, elementId: 'second', state: 'CREATED' });
    const { entries } = auditPageSchema.parse((await server.call('GET', `/api/audit?instance=${key}`)).body);
    expect(entries.map(({ action }) => action)).toContain('modifyProcessInstance');
    await post(`/v2/user-tasks/${task['userTaskKey']}/completion`);
    expect(await ended(key)).toBe('completed');
    expect(
      (
        await post(`/v2/process-instances/${key}/modification`, {
          activateInstructions: [{ elementId: 'first', position: 'after' }],
        })
      ).status,
    ).toBe(400);
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

  it('hands out the definition and every event, by which a page plays the instance', async () => {
    // given
    const key = await start('job', { a: 1 });
    await first('jobs', { processInstanceKey: key });
    // when
    const read = async (query: string) =>
      instanceEventsSchema.parse((await server.call('GET', `/api/instances/${key}/events?${query}`)).body);
    const [all, few] = [await read(''), await read('limit=2')];
    const rest = await read(`after=2`);
    // then
    expect(all.events[0]?.event).toMatchObject({ type: 'instanceCreated', key });
    expect([few.more, few.events.length, all.more]).toEqual([true, 2, false]);
    expect([...few.events, ...rest.events]).toEqual(all.events);
    const instance = (await server.call('GET', `/v2/process-instances/${key}`)).body;
    const compiled = await server.call('GET', `/api/process-definitions/${instance.processDefinitionKey}/compiled`);
    const { hash, definition } = compiledProcessSchema.parse(compiled.body);
    expect(all.events[0]?.event['definition']).toBe(hash);
    expect(definition).toMatchObject({ format: 1, processId: 'job' });
    expect((await server.call('GET', `/api/instances/${missing}/events`)).status).toBe(404);
    expect((await server.call('GET', `/api/process-definitions/${missing}/compiled`)).status).toBe(404);
  });
});
