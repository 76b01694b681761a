/* oxlint-disable typescript/no-explicit-any -- The client's keys are nominal types; the test passes them on as the plain text they are. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimedOperations } from '#engine/server/http/v2/operations.ts';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';

/** Everything the official client can do with each claimed operation: success, and each documented refusal. */
describe('the official client under strict validation', () => {
  let server: ApiServer;
  const called = new Set<string>();
  const now = { consistency: { waitUpToMs: 0 } } as const;
  const missing = '4611686018427387904';

  beforeAll(async () => {
    server = await startApiServer();
    for (const [name, xml] of Object.entries(processes)) {
      await client().createDeployment({ resources: [new File([xml], `${name}.bpmn`)] });
    }
    await client().createDeployment({ resources: [new File([dishes], 'dish.dmn'), new File([form], 'review.form')] });
    await client().createDeployment({ resources: [new File([reviewWithForm], 'formed.bpmn')] });
  });
  afterAll(() => server?.close());

  /** The client with every call noted; keys are nominal types there and plain text here. */
  function client(): any {
    return new Proxy(server.client, {
      get(target: any, name: string) {
        const member = target[name];
        if (typeof member !== 'function') return member;
        called.add(name);
        return member.bind(target);
      },
    });
  }

  async function refused(call: Promise<unknown>): Promise<{ status: number; problem: any }> {
    const error: any = await call.then(
      () => expect.fail('the call was not refused'),
      (reason: unknown) => reason,
    );
    expect(error.status, String(error)).toBeTypeOf('number');
    return { status: error.status, problem: error };
  }

  async function start(processDefinitionId: string, more: object = {}): Promise<string> {
    return (await client().createProcessInstance({ processDefinitionId, ...more })).processInstanceKey;
  }

  async function eventually<T>(look: () => Promise<T | undefined>, ms = 15_000): Promise<T> {
    for (const end = Date.now() + ms; Date.now() < end; await sleep(50)) {
      const found = await look();
      if (found !== undefined) return found;
    }
    throw new Error('not seen in time');
  }

  const first = (search: string, filter: object) =>
    eventually(async () => (await client()[search]({ filter }, now)).items[0]);

  async function activate(type: string, more: object = {}): Promise<any> {
    const { jobs } = await client().activateJobs({
      type,
      worker: 'conformance',
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: 10_000,
      ...more,
    });
    return jobs[0];
  }

  it('reads system operations', async () => {
    expect((await client().getTopology()).brokers).toHaveLength(1);
    await client().getStatus();
    expect((await client().getLicense()).licenseType).toBe('Apache-2.0');
    expect((await client().getAuthentication()).username).toBe('local');
  });

  it('finds process definitions, their file and form', async () => {
    const found = await client().searchProcessDefinitions(
      {
        filter: { processDefinitionId: { $like: 'jo?' }, isLatestVersion: true },
        sort: [{ field: 'version', order: 'DESC' }],
      },
      now,
    );
    expect(found.page.totalItems).toBe(1);
    const { processDefinitionKey } = found.items[0];
    expect((await client().getProcessDefinition({ processDefinitionKey }, now)).processDefinitionId).toBe('job');
    expect(await client().getProcessDefinitionXml({ processDefinitionKey }, now)).toContain('<bpmn:process id="job"');
    // Not by the client: it makes {} of 204, which its own strict mode refuses.
    expect((await server.call('GET', `/v2/process-definitions/${processDefinitionKey}/form`)).status).toBe(204);
    const formed = await first('searchProcessDefinitions', { processDefinitionId: 'formed', hasStartForm: true });
    const startForm = await client().getStartProcessForm({ processDefinitionKey: formed.processDefinitionKey }, now);
    expect(startForm).toMatchObject({ formId: 'review', version: 1 });
    expect((await refused(client().getProcessDefinition({ processDefinitionKey: missing }, now))).status).toBe(404);
    expect((await refused(client().getProcessDefinitionXml({ processDefinitionKey: missing }, now))).status).toBe(404);
    expect((await refused(client().getStartProcessForm({ processDefinitionKey: missing }, now))).status).toBe(404);
  });

  it('refuses deployments with every fault and deploys nothing of them', async () => {
    const bad = processes.job.replace('<bpmn:outgoing>', '<bpmn:unknown/><bpmn:outgoing>');
    const { status, problem } = await refused(
      client().createDeployment({
        resources: [
          new File([bpmn('fine').startEvent().endEvent('end').toXml()], 'fine.bpmn'),
          new File(['no xml'], 'text.bpmn'),
          new File([bad], 'bad.bpmn'),
          new File(['{'], 'bad.form'),
        ],
      }),
    );
    expect(status).toBe(400);
    expect(problem.detail ?? problem.message).toContain('Nothing was deployed');
    expect((await client().searchProcessDefinitions({ filter: { processDefinitionId: 'fine' } }, now)).items).toEqual(
      [],
    );
    expect((await refused(client().createDeployment({ resources: [new File(['x'], 'notes.txt')] }))).status).toBe(400);
  });

  it('keeps the version of a file that has not changed', async () => {
    const again = await client().createDeployment({ resources: [new File([processes.job], 'job.bpmn')] });
    expect(again.deployments[0].processDefinition.processDefinitionVersion).toBe(1);
    const changed = await client().createDeployment({ resources: [new File([`${processes.job}\n`], 'job.bpmn')] });
    expect(changed.deployments[0].processDefinition.processDefinitionVersion).toBe(2);
  });

  it('starts, gets, searches and cancels instances', async () => {
    const key = await start('job', { variables: { a: 1 }, businessId: 'B-1', tags: ['urgent'] });
    const got = await client().getProcessInstance({ processInstanceKey: key }, now);
    expect(got).toMatchObject({ state: 'ACTIVE', businessId: 'B-1', tags: ['urgent'], hasIncident: false });
    await first('searchElementInstances', { processInstanceKey: key, elementId: 'task' });
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
    expect(found.items.map((item: any) => item.processInstanceKey)).toEqual([key]);
    expect((await client().getProcessInstanceSequenceFlows({ processInstanceKey: key }, now)).items).toHaveLength(1);
    const statistics = await client().getProcessInstanceStatistics({ processInstanceKey: key }, now);
    expect(statistics.items).toContainEqual({ elementId: 'task', active: 1, canceled: 0, incidents: 0, completed: 0 });
    const perDefinition = await client().getProcessDefinitionStatistics(
      { processDefinitionKey: got.processDefinitionKey, filter: { processInstanceKey: key } },
      now,
    );
    expect(perDefinition.items).toContainEqual(statistics.items.find((item: any) => item.elementId === 'task'));
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
    const keys = await Promise.all(Array.from({ length: 7 }, () => start('straight', { businessId: 'paged' })));
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
        (
          await server.call('POST', '/v2/process-instances/search', {
            filter: { businessId: 'paged' },
            sort,
            page: more,
          })
        ).body;
      let at = await page({ limit: 3 });
      for (; at.items.length > 0; at = await page({ after: at.page.endCursor, limit: 3 })) {
        seen.push(...at.items.map((item: any) => item.processInstanceKey));
        const back = await page({ before: at.page.startCursor, limit: 100 });
        expect(back.items.map((item: any) => item.processInstanceKey)).toEqual(
          seen.slice(0, seen.length - at.items.length),
        );
      }
      expect(seen.toSorted()).toEqual(keys.toSorted());
    }
    const wrong = await server.call('POST', '/v2/process-instances/search', { page: { after: 'bm9uZQ==' } });
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

  it('completes, fails, throws and updates jobs', async () => {
    const key = await start('job', { variables: { b: { c: [1, 'x', null] } } });
    const job = await eventually(async () => {
      const taken = await activate('work', { maxJobsToActivate: 1 });
      if (taken?.processInstanceKey === key) return taken;
      return undefined;
    });
    expect(job.variables).toMatchObject({ b: { c: [1, 'x', null] } });
    await client().updateJob({ jobKey: job.jobKey, changeset: { retries: 7, timeout: 30_000 } });
    expect((await first('searchJobs', { jobKey: job.jobKey })).retries).toBe(7);
    await client().failJob({
      jobKey: job.jobKey,
      retries: 2,
      errorMessage: 'once more',
      retryBackOff: 0,
      variables: { tried: 1 },
    });
    const again = await eventually(async () => {
      const taken = await activate('work');
      return taken?.jobKey === job.jobKey ? taken : undefined;
    });
    expect(again).toMatchObject({ retries: 2, variables: { tried: 1 } });
    await client().failJob({ jobKey: job.jobKey, retries: 0, errorMessage: 'broken' });
    const incident = await first('searchIncidents', { processInstanceKey: key, state: 'ACTIVE' });
    expect(incident).toMatchObject({ errorType: 'JOB_NO_RETRIES', errorMessage: 'broken', jobKey: job.jobKey });
    expect((await client().getIncident({ incidentKey: incident.incidentKey }, now)).elementId).toBe('task');
    expect((await client().searchProcessInstanceIncidents({ processInstanceKey: key }, now)).items).toHaveLength(1);
    const { elementInstanceKey } = incident;
    expect((await client().searchElementInstanceIncidents({ elementInstanceKey }, now)).items).toHaveLength(1);
    expect((await refused(client().completeJob({ jobKey: job.jobKey }))).status).toBe(409);
    expect((await refused(client().failJob({ jobKey: job.jobKey }))).status).toBe(409);
    expect((await refused(client().throwJobError({ jobKey: job.jobKey, errorCode: 'E' }))).status).toBe(409);
    expect((await refused(client().resolveIncident({ incidentKey: incident.incidentKey }))).status).toBe(409);
    await client().updateJob({ jobKey: job.jobKey, changeset: { retries: 1 } });
    await client().resolveIncident({ incidentKey: incident.incidentKey });
    expect((await refused(client().resolveIncident({ incidentKey: incident.incidentKey }))).status).toBe(404);
    const last = await eventually(async () => {
      const taken = await activate('work');
      return taken?.jobKey === job.jobKey ? taken : undefined;
    });
    await client().completeJob({ jobKey: last.jobKey, variables: { result: 'ok' } });
    expect((await refused(client().completeJob({ jobKey: last.jobKey }))).status).toBe(404);
    expect((await client().getProcessInstance({ processInstanceKey: key }, now)).state).toBe('COMPLETED');
    for (const call of ['completeJob', 'failJob'])
      expect((await refused(client()[call]({ jobKey: missing }))).status).toBe(404);
    expect((await refused(client().throwJobError({ jobKey: missing, errorCode: 'E' }))).status).toBe(404);
    expect((await refused(client().updateJob({ jobKey: missing, changeset: { retries: 1 } }))).status).toBe(404);
  });

  it('throws an error that a boundary event catches', async () => {
    const key = await start('caught');
    const job = await activate('risky');
    await client().throwJobError({
      jobKey: job.jobKey,
      errorCode: 'REFUSED',
      errorMessage: 'no',
      variables: { why: 'because' },
    });
    const instance = await client().getProcessInstance({ processInstanceKey: key }, now);
    expect(instance.state).toBe('COMPLETED');
    const element = await first('searchElementInstances', { processInstanceKey: key, elementId: 'afterError' });
    const { elementInstanceKey } = element;
    expect((await client().getElementInstance({ elementInstanceKey }, now)).type).toBe('END_EVENT');
    expect((await refused(client().getElementInstance({ elementInstanceKey: missing }, now))).status).toBe(404);
  });

  it('resolves all incidents of an instance', async () => {
    const key = await start('broken');
    const incident = await first('searchIncidents', { processInstanceKey: key, state: 'ACTIVE' });
    await client().createElementInstanceVariables({ elementInstanceKey: key, variables: { amount: 5 }, local: false });
    const answer = await client().resolveProcessInstanceIncidents({ processInstanceKey: key });
    expect(answer.batchOperationType).toBe('RESOLVE_INCIDENT');
    expect((await client().getIncident({ incidentKey: incident.incidentKey }, now)).state).toBe('RESOLVED');
    expect((await refused(client().resolveProcessInstanceIncidents({ processInstanceKey: missing }))).status).toBe(404);
    expect((await refused(client().getIncident({ incidentKey: missing }, now))).status).toBe(404);
    expect((await refused(client().resolveIncident({ incidentKey: missing }))).status).toBe(404);
    expect((await refused(client().searchProcessInstanceIncidents({ processInstanceKey: missing }, now))).status).toBe(
      404,
    );
  });

  it('sets, finds and cuts variables', async () => {
    const key = await start('job', { variables: { long: 'x'.repeat(10_000) } });
    await client().createElementInstanceVariables({ elementInstanceKey: key, variables: { added: true } });
    const variable = await first('searchVariables', { processInstanceKey: key, name: 'long' });
    expect(variable).toMatchObject({ isTruncated: true, scopeKey: key });
    const whole = await client().getVariable({ variableKey: variable.variableKey }, now);
    expect(JSON.parse(whole.value)).toHaveLength(10_000);
    expect((await first('searchVariables', { processInstanceKey: key, name: 'added' })).value).toBe('true');
    expect((await refused(client().getVariable({ variableKey: missing }, now))).status).toBe(404);
    const unknown = client().createElementInstanceVariables({ elementInstanceKey: missing, variables: { a: 1 } });
    expect((await refused(unknown)).status).toBe(404);
  });

  it('starts elements of an ad-hoc subprocess', async () => {
    const key = await start('toolbox');
    const tools = await first('searchElementInstances', { processInstanceKey: key, elementId: 'tools' });
    const activate = (adHocSubProcessInstanceKey: string, elementId: string) =>
      client().activateAdHocSubProcessActivities({
        adHocSubProcessInstanceKey,
        elements: [{ elementId, variables: { asked: true } }],
      });
    await activate(tools.elementInstanceKey, 'pack');
    const job = await first('searchJobs', { processInstanceKey: key, elementId: 'pack' });
    expect(job.type).toBe('pack');
    expect((await first('searchVariables', { processInstanceKey: key, name: 'asked' })).value).toBe('true');
    expect((await refused(activate(tools.elementInstanceKey, 'unknown'))).status).toBe(404);
    expect((await refused(activate(missing, 'pack'))).status).toBe(404);
  });

  it('assigns, updates and completes user tasks', async () => {
    const key = await start('formed', { variables: { order: 'A-1' } });
    const task = await first('searchUserTasks', { processInstanceKey: key, state: 'CREATED' });
    const { userTaskKey } = task;
    expect(task).toMatchObject({ name: 'Review', assignee: null, priority: 50, processDefinitionId: 'formed' });
    await client().assignUserTask({ userTaskKey, assignee: 'ada', allowOverride: false });
    expect(
      (await refused(client().assignUserTask({ userTaskKey, assignee: 'bob', allowOverride: false }))).status,
    ).toBe(409);
    await client().unassignUserTask({ userTaskKey });
    await client().updateUserTask({
      userTaskKey,
      changeset: { priority: 80, candidateGroups: ['desk'], dueDate: '2030-01-01T00:00:00Z' },
    });
    const changed = await client().getUserTask({ userTaskKey }, now);
    expect(changed).toMatchObject({
      assignee: null,
      priority: 80,
      candidateGroups: ['desk'],
      dueDate: '2030-01-01T00:00:00.000Z',
    });
    expect(JSON.parse((await client().getUserTaskForm({ userTaskKey }, now)).schema).id).toBe('review');
    const names = async (search: string) =>
      (await client()[search]({ userTaskKey }, now)).items.map((item: any) => item.name);
    expect(await names('searchUserTaskVariables')).toEqual(['order']);
    expect(await names('searchUserTaskEffectiveVariables')).toEqual(['order']);
    const { status, problem } = await refused(client().completeUserTask({ userTaskKey, variables: { verdict: '' } }));
    expect([status, problem.detail ?? problem.message]).toEqual([400, expect.stringContaining('Verdict')]);
    await client().completeUserTask({ userTaskKey, variables: { verdict: 'fine' } });
    expect((await refused(client().completeUserTask({ userTaskKey }))).status).toBe(409);
    expect((await refused(client().assignUserTask({ userTaskKey, assignee: 'ada' }))).status).toBe(409);
    for (const call of [
      'getUserTask',
      'getUserTaskForm',
      'searchUserTaskVariables',
      'searchUserTaskEffectiveVariables',
    ]) {
      expect((await refused(client()[call]({ userTaskKey: missing }, now))).status).toBe(404);
    }
    for (const call of ['completeUserTask', 'unassignUserTask', 'updateUserTask']) {
      expect((await refused(client()[call]({ userTaskKey: missing }))).status).toBe(404);
    }
    expect((await refused(client().assignUserTask({ userTaskKey: missing, assignee: 'a' }))).status).toBe(404);
  });

  it('publishes, correlates and refuses messages', async () => {
    const key = await start('waiting', { variables: { order: 'M-1' } });
    const subscription = await first('searchMessageSubscriptions', { processInstanceKey: key });
    expect(subscription).toMatchObject({
      messageName: 'paid',
      correlationKey: 'M-1',
      messageSubscriptionState: 'CREATED',
    });
    const correlated = await client().correlateMessage({ name: 'paid', correlationKey: 'M-1', variables: { sum: 3 } });
    expect(correlated.processInstanceKey).toBe(key);
    expect((await client().getProcessInstance({ processInstanceKey: key }, now)).state).toBe('COMPLETED');
    const taken = await first('searchCorrelatedMessageSubscriptions', { processInstanceKey: key });
    expect(taken).toMatchObject({ messageKey: correlated.messageKey, elementId: 'catch' });
    expect((await refused(client().correlateMessage({ name: 'paid', correlationKey: 'M-1' }))).status).toBe(404);
    // A message that comes first waits for its subscription; the same id again is refused while it does.
    const early = { name: 'paid', correlationKey: 'M-2', timeToLive: 60_000, messageId: 'once' };
    await client().publishMessage(early);
    expect((await refused(client().publishMessage(early))).status).toBe(409);
    const late = await client().createProcessInstance({
      processDefinitionId: 'waiting',
      variables: { order: 'M-2' },
      awaitCompletion: true,
    });
    expect(late.variables).toEqual({ order: 'M-2' });
    expect((await refused(client().publishMessage({ name: '' }))).status).toBe(400);
  });

  it('starts one instance at a time by messages with one key', async () => {
    await client().publishMessage({ name: 'ordered', correlationKey: 'K-1', timeToLive: 60_000, variables: { n: 1 } });
    await client().publishMessage({ name: 'ordered', correlationKey: 'K-1', timeToLive: 60_000, variables: { n: 2 } });
    const byMessage = (state: string) =>
      client().searchProcessInstances({ filter: { processDefinitionId: 'byMessage', state } }, now);
    await eventually(async () => ((await byMessage('ACTIVE')).items.length === 1 ? true : undefined));
    const job = await activate('byMessageWork');
    expect(job.variables).toEqual({ n: 1 });
    await client().completeJob({ jobKey: job.jobKey });
    const next = await activate('byMessageWork', { requestTimeout: 15_000 });
    expect(next.variables).toEqual({ n: 2 });
    await client().completeJob({ jobKey: next.jobKey });
  });

  it('broadcasts signals', async () => {
    const keys = await Promise.all([start('alerted'), start('alerted')]);
    for (const processInstanceKey of keys)
      await first('searchElementInstances', { processInstanceKey, elementId: 'catch', state: 'ACTIVE' });
    await client().broadcastSignal({ signalName: 'alarm', variables: { level: 3 } });
    for (const processInstanceKey of keys) {
      await eventually(async () => {
        const { state } = await client().getProcessInstance({ processInstanceKey }, now);
        return state === 'COMPLETED' ? true : undefined;
      });
    }
  });

  it('evaluates conditional start events, of all processes or of one', async () => {
    const low = await client().evaluateConditionals({ variables: { stock: 3 } });
    expect(low.processInstances).toHaveLength(1);
    const [{ processDefinitionKey, processInstanceKey }] = low.processInstances;
    await first('searchUserTasks', { processInstanceKey });
    expect(await client().evaluateConditionals({ variables: { stock: 9 }, processDefinitionKey })).toMatchObject({
      processInstances: [],
    });
    const unknown = client().evaluateConditionals({ variables: {}, processDefinitionKey: missing });
    expect((await refused(unknown)).status).toBe(404);
  });

  it('modifies and migrates running instances', async () => {
    const key = await start('job');
    const element = await first('searchElementInstances', {
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
    const other = await start('job');
    await first('searchElementInstances', { processInstanceKey: other, elementId: 'task', state: 'ACTIVE' });
    const unknown = client().modifyProcessInstance({
      processInstanceKey: other,
      activateInstructions: [{ elementId: 'nowhere' }],
    });
    expect((await refused(unknown)).status).toBe(400);
    expect((await refused(client().modifyProcessInstance({ processInstanceKey: other }))).status).toBe(400);
    const target = (await client().searchProcessDefinitions({ filter: { processDefinitionId: 'jobNext' } }, now))
      .items[0];
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

  it('finds and evaluates decisions, with the rules that matched', async () => {
    const decision = await first('searchDecisionDefinitions', { decisionDefinitionId: 'dish' });
    const { decisionDefinitionKey, decisionRequirementsKey } = decision;
    expect((await client().getDecisionDefinition({ decisionDefinitionKey }, now)).name).toBe('Dish');
    expect(await client().getDecisionDefinitionXml({ decisionDefinitionKey }, now)).toContain('decisionTable');
    expect((await first('searchDecisionRequirements', { decisionRequirementsKey })).resourceName).toBe('dish.dmn');
    expect((await client().getDecisionRequirements({ decisionRequirementsKey }, now)).decisionRequirementsName).toBe(
      'Dishes',
    );
    expect(await client().getDecisionRequirementsXml({ decisionRequirementsKey }, now)).toContain('decisionTable');
    const evaluated = await client().evaluateDecision({
      decisionDefinitionId: 'dish',
      variables: { season: 'Winter' },
    });
    expect(evaluated).toMatchObject({ output: '"Roast"', failureMessage: null });
    expect(evaluated.evaluatedDecisions[0].matchedRules[0].ruleIndex).toBe(1);
    const kept = await first('searchDecisionInstances', { decisionEvaluationKey: evaluated.decisionEvaluationKey });
    const { decisionEvaluationInstanceKey } = kept;
    const detail = await client().getDecisionInstance({ decisionEvaluationInstanceKey }, now);
    expect(detail.evaluatedInputs).toMatchObject([{ inputValue: '"Winter"' }]);
    expect((await refused(client().evaluateDecision({ decisionDefinitionId: 'unknown' }))).status).toBe(404);
    expect((await refused(client().getDecisionDefinition({ decisionDefinitionKey: missing }, now))).status).toBe(404);
    expect((await refused(client().getDecisionDefinitionXml({ decisionDefinitionKey: missing }, now))).status).toBe(
      404,
    );
    expect((await refused(client().getDecisionRequirements({ decisionRequirementsKey: missing }, now))).status).toBe(
      404,
    );
    expect(
      (await refused(client().getDecisionInstance({ decisionEvaluationInstanceKey: `${missing}-1` }, now))).status,
    ).toBe(404);
  });

  it('evaluates expressions', async () => {
    const answer = await client().evaluateExpression({ expression: '=a + b', variables: { a: 1, b: 2 } });
    expect(answer.result).toBe(3);
    expect((await refused(client().evaluateExpression({ expression: '=1 +' }))).status).toBe(400);
  });

  it("runs the official client's job worker", async () => {
    const worker = server.client.createJobWorker({
      jobType: 'byWorker',
      workerName: 'conformance',
      maxParallelJobs: 4,
      jobTimeoutMs: 30_000,
      jobHandler: (job: any) => job.complete({ doubled: job.variables.n * 2 }),
    });
    try {
      const done = await client().createProcessInstance({
        processDefinitionId: 'worked',
        variables: { n: 21 },
        awaitCompletion: true,
      });
      expect(done.variables).toEqual({ n: 21, doubled: 42 });
    } finally {
      worker.stop();
    }
  });

  it('answers the same instance to the same idempotency key, ended ones included', async () => {
    const body = { processDefinitionId: 'straight', variables: { once: true } };
    const call = () => server.call('POST', '/v2/process-instances', body, { 'idempotency-key': 'order-17' });
    const answers = await Promise.all([call(), call(), call()]);
    await sleep(1_000);
    answers.push(await call());
    expect(new Set(answers.map((answer) => answer.body.processInstanceKey)).size).toBe(1);
  });

  it('claims no operation that this file does not call', () => {
    const named = [...called].map((name) => name.toLowerCase());
    expect(claimedOperations.map(({ id }) => id).filter((id) => !named.includes(id.toLowerCase()))).toEqual([]);
  });
});

const processes = {
  job: bpmn('job').startEvent().serviceTask('task', { type: 'work' }).endEvent('end').toXml(),
  jobNext: bpmn('jobNext').startEvent().serviceTask('taskNext', { type: 'work' }).endEvent('end').toXml(),
  straight: bpmn('straight').startEvent().endEvent('end').toXml(),
  worked: bpmn('worked').startEvent().serviceTask('task', { type: 'byWorker' }).endEvent('end').toXml(),
  waiting: bpmn('waiting')
    .startEvent()
    .catchEvent('catch', { message: 'paid', correlationKey: 'order' })
    .endEvent('end')
    .toXml(),
  lowStock: bpmn('lowStock').startEvent('low', { condition: 'stock < 5' }).userTask('buy').endEvent('end').toXml(),
  alerted: bpmn('alerted').startEvent().catchEvent('catch', { signal: 'alarm' }).endEvent('end').toXml(),
  byMessage: bpmn('byMessage')
    .startEvent('start', { message: 'ordered' })
    .serviceTask('task', { type: 'byMessageWork' })
    .endEvent('end')
    .toXml(),
  caught: bpmn('caught')
    .startEvent()
    .serviceTask('task', { type: 'risky' })
    .endEvent('end')
    .boundaryEvent('refused', 'task', { error: 'REFUSED' })
    .endEvent('afterError')
    .toXml(),
  toolbox: bpmn('toolbox')
    .startEvent()
    .adHocSubProcess('tools', (inside) => inside.serviceTask('pack'))
    .endEvent('end')
    .toXml(),
  broken: bpmn('broken')
    .startEvent()
    .scriptTask('script', {
      expression: 'if amount > 3 then assert(amount, amount > 3) else assert(amount, false)',
      result: 'r',
    })
    .endEvent('end')
    .toXml(),
};

const form = JSON.stringify({
  id: 'review',
  type: 'default',
  components: [{ type: 'textfield', key: 'verdict', label: 'Verdict', validate: { required: true } }],
});

const reviewWithForm = bpmn('formed')
  .startEvent('start', { none: true }, { extensions: '<zeebe:formDefinition formId="review"/>' })
  .userTask('review', { name: 'Review', extensions: '<zeebe:formDefinition formId="review"/>' })
  .endEvent('end')
  .toXml();

const dishes = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="dishes" name="Dishes" namespace="http://test">
  <decision id="dish" name="Dish">
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="in" label="Season"><inputExpression id="ie" typeRef="string"><text>season</text></inputExpression></input>
      <output id="out" label="Dish" name="dish" typeRef="string"/>
      <rule id="r1"><inputEntry id="i1"><text>"Winter"</text></inputEntry><outputEntry id="o1"><text>"Roast"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="i2"><text>-</text></inputEntry><outputEntry id="o2"><text>"Salad"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;
