import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  auditPageSchema,
  compiledProcessSchema,
  instanceEventsSchema,
  restartedInstanceSchema,
} from '#engine/contracts/api/index.ts';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';
import { deployAll, eventually, instanceCalls } from './support/instance-calls.ts';

const missing = '4611686018427387904';

const processes = {
  job: bpmn('job').startEvent().serviceTask('task', { type: 'work' }).userTask('check').endEvent('end').toXml(),
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
    await deployAll(server, processes);
  });
  afterAll(() => server?.close());

  const { ended, first, post, start, stateOf } = instanceCalls(() => server);

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
