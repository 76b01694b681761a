import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { uncalledOf } from './covered.ts';
import { ConformanceStage, eventually, missing, now, refused } from './support/conformance-stage.ts';

/** As far as paging needs it. */
const pageSchema = z.object({
  items: z.array(z.object({ processInstanceKey: z.string() })),
  page: z.object({ startCursor: z.string().nullable(), endCursor: z.string().nullable() }),
});

describe('the official client under strict validation: process instances', () => {
  let stage: ConformanceStage;
  const client = () => stage.client;

  beforeAll(async () => {
    stage = await ConformanceStage.open();
  });
  afterAll(() => stage?.close());

  it('starts, gets, searches and cancels instances', async () => {
    const key = await stage.start('job', { variables: { a: 1 }, businessId: 'B-1', tags: ['urgent'] });
    const got = await client().getProcessInstance({ processInstanceKey: key }, now);
    expect(got).toMatchObject({ state: 'ACTIVE', businessId: 'B-1', tags: ['urgent'], hasIncident: false });
    await stage.first('searchElementInstances', { processInstanceKey: key, elementId: 'task' });
    const found = await client().searchProcessInstances(
      {
        filter: {
          businessId: 'B-1',
          state: { $in: ['ACTIVE'] },
          variables: [{ name: 'a', value: '1' }],
          elementId: 'task',
        },
      },
      now,
    );
    expect(found.items.map((item) => item.processInstanceKey)).toEqual([key]);
    expect((await client().getProcessInstanceSequenceFlows({ processInstanceKey: key }, now)).items).toHaveLength(1);
    const statistics = await client().getProcessInstanceStatistics({ processInstanceKey: key }, now);
    expect(statistics.items).toContainEqual({ elementId: 'task', active: 1, canceled: 0, incidents: 0, completed: 0 });
    const perDefinition = await client().getProcessDefinitionStatistics(
      { processDefinitionKey: got.processDefinitionKey, filter: { processInstanceKey: key } },
      now,
    );
    expect(perDefinition.items).toContainEqual(statistics.items.find((item) => item.elementId === 'task'));
    expect(await client().getProcessInstanceCallHierarchy({ processInstanceKey: key }, now)).toHaveLength(1);
    await client().cancelProcessInstance({ processInstanceKey: key });
    expect((await client().getProcessInstance({ processInstanceKey: key }, now)).state).toBe('TERMINATED');
    expect((await refused(client().cancelProcessInstance({ processInstanceKey: key }))).status).toBe(404);
    expect((await refused(client().cancelProcessInstance({ processInstanceKey: missing }))).status).toBe(404);
    expect((await refused(client().getProcessInstance({ processInstanceKey: missing }, now))).status).toBe(404);
    expect((await refused(client().getProcessInstanceSequenceFlows({ processInstanceKey: missing }, now))).status).toBe(
      404,
    );
    expect((await refused(client().createProcessInstance({ processDefinitionId: 'unknown' }))).status).toBe(404);
  });

  it('pages by cursor without losing or repeating an instance', async () => {
    const keys = await Promise.all(Array.from({ length: 7 }, () => stage.start('straight', { businessId: 'paged' })));
    await eventually(async () => {
      const { items } = await client().searchProcessInstances(
        { filter: { businessId: 'paged', state: 'COMPLETED' } },
        now,
      );
      return items.length === 7 ? true : undefined;
    });
    for (const sort of [[{ field: 'startDate', order: 'DESC' }], [{ field: 'parentProcessInstanceKey' }], []]) {
      const seen: string[] = [];
      // Not by the client: its strict mode drops `after` from the page before it sends it.
      const page = async (more: object) =>
        pageSchema.parse(
          (
            await stage.server.call('POST', '/v2/process-instances/search', {
              filter: { businessId: 'paged' },
              sort,
              page: more,
            })
          ).body,
        );
      let at = await page({ limit: 3 });
      for (; at.items.length > 0; at = await page({ after: at.page.endCursor, limit: 3 })) {
        seen.push(...at.items.map((item) => item.processInstanceKey));
        const back = await page({ before: at.page.startCursor, limit: 100 });
        expect(back.items.map((item) => item.processInstanceKey)).toEqual(seen.slice(0, seen.length - at.items.length));
      }
      expect(seen.toSorted()).toEqual(keys.toSorted());
    }
    const wrong = await stage.server.call('POST', '/v2/process-instances/search', { page: { after: 'bm9uZQ==' } });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'search.cursor']);
  });

  it('waits for the result on request', async () => {
    const done = await client().createProcessInstance({
      processDefinitionId: 'straight',
      variables: { keep: 'me', drop: 'it' },
      awaitCompletion: true,
      fetchVariables: ['keep'],
    });
    expect(done.variables).toEqual({ keep: 'me' });
    const waiting = client().createProcessInstance({
      processDefinitionId: 'job',
      awaitCompletion: true,
      requestTimeout: 300,
    });
    expect((await refused(waiting)).status).toBe(504);
  });

  it('answers the same instance to the same idempotency key, ended ones included', async () => {
    const body = { processDefinitionId: 'straight', variables: { once: true } };
    const call = () => stage.server.call('POST', '/v2/process-instances', body, { 'idempotency-key': 'order-17' });
    const answers = await Promise.all([call(), call(), call()]);
    await sleep(1_000);
    answers.push(await call());
    expect(new Set(answers.map((answer) => answer.body.processInstanceKey)).size).toBe(1);
  });

  it('sets, finds and cuts variables', async () => {
    const key = await stage.start('job', { variables: { long: 'x'.repeat(10_000) } });
    await client().createElementInstanceVariables({ elementInstanceKey: key, variables: { added: true } });
    const variable = await stage.first('searchVariables', { processInstanceKey: key, name: 'long' });
    expect(variable).toMatchObject({ isTruncated: true, scopeKey: key });
    const whole = await client().getVariable({ variableKey: variable.variableKey }, now);
    expect(JSON.parse(whole.value)).toHaveLength(10_000);
    expect((await stage.first('searchVariables', { processInstanceKey: key, name: 'added' })).value).toBe('true');
    expect((await refused(client().getVariable({ variableKey: missing }, now))).status).toBe(404);
    const unknown = client().createElementInstanceVariables({ elementInstanceKey: missing, variables: { a: 1 } });
    expect((await refused(unknown)).status).toBe(404);
  });

  it('modifies and migrates running instances', async () => {
    const key = await stage.start('job');
    const element = await stage.first('searchElementInstances', {
      processInstanceKey: key,
      elementId: 'task',
      state: 'ACTIVE',
    });
    await client().modifyProcessInstance({
      processInstanceKey: key,
      activateInstructions: [{ elementId: 'end' }],
      terminateInstructions: [{ elementInstanceKey: element.elementInstanceKey }],
    });
    expect((await client().getProcessInstance({ processInstanceKey: key }, now)).state).toBe('COMPLETED');
    const other = await stage.start('job');
    await stage.first('searchElementInstances', { processInstanceKey: other, elementId: 'task', state: 'ACTIVE' });
    const unknown = client().modifyProcessInstance({
      processInstanceKey: other,
      activateInstructions: [{ elementId: 'nowhere' }],
    });
    expect((await refused(unknown)).status).toBe(400);
    expect((await refused(client().modifyProcessInstance({ processInstanceKey: other }))).status).toBe(400);
    const target = await stage.first('searchProcessDefinitions', { processDefinitionId: 'jobNext' });
    const mappingInstructions = [{ sourceElementId: 'task', targetElementId: 'taskNext' }];
    await client().migrateProcessInstance({
      processInstanceKey: other,
      targetProcessDefinitionKey: target.processDefinitionKey,
      mappingInstructions,
    });
    expect((await client().getProcessInstance({ processInstanceKey: other }, now)).processDefinitionId).toBe('jobNext');
    const nowhere = { targetProcessDefinitionKey: target.processDefinitionKey, mappingInstructions };
    expect((await refused(client().migrateProcessInstance({ processInstanceKey: missing, ...nowhere }))).status).toBe(
      404,
    );
    const noTarget = { targetProcessDefinitionKey: missing, mappingInstructions };
    expect((await refused(client().migrateProcessInstance({ processInstanceKey: other, ...noTarget }))).status).toBe(
      404,
    );
    expect(
      (
        await refused(
          client().modifyProcessInstance({ processInstanceKey: missing, activateInstructions: [{ elementId: 'end' }] }),
        )
      ).status,
    ).toBe(404);
  });

  it('starts elements of an ad-hoc subprocess', async () => {
    const key = await stage.start('toolbox');
    const tools = await stage.first('searchElementInstances', { processInstanceKey: key, elementId: 'tools' });
    const activate = (adHocSubProcessInstanceKey: string, elementId: string) =>
      client().activateAdHocSubProcessActivities({
        adHocSubProcessInstanceKey,
        elements: [{ elementId, variables: { asked: true } }],
      });
    await activate(tools.elementInstanceKey, 'pack');
    const job = await stage.first('searchJobs', { processInstanceKey: key, elementId: 'pack' });
    expect(job.type).toBe('pack');
    expect((await stage.first('searchVariables', { processInstanceKey: key, name: 'asked' })).value).toBe('true');
    expect((await refused(activate(tools.elementInstanceKey, 'unknown'))).status).toBe(404);
    expect((await refused(activate(missing, 'pack'))).status).toBe(404);
  });

  it('calls every operation that it answers for', () => {
    expect(uncalledOf('instances', stage.called)).toEqual([]);
  });
});
