import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uncalledOf } from './covered.ts';
import { ConformanceStage, eventually, missing, now, refused, statuses } from './support/conformance-stage.ts';

describe('the official client under strict validation: jobs, incidents and user tasks', () => {
  let stage: ConformanceStage;
  const client = () => stage.client;

  beforeAll(async () => {
    stage = await ConformanceStage.open();
  });
  afterAll(() => stage?.close());

  it('completes, fails, throws and updates jobs', async () => {
    const key = await stage.start('job', { variables: { b: { c: [1, 'x', null] } } });
    const job = await eventually(async () => {
      const taken = await stage.activate('work');
      if (taken?.processInstanceKey === key) return taken;
      return undefined;
    });
    expect(job.variables).toMatchObject({ b: { c: [1, 'x', null] } });
    await client().updateJob({ jobKey: job.jobKey, changeset: { retries: 7, timeout: 30_000 } });
    expect((await stage.first('searchJobs', { jobKey: job.jobKey })).retries).toBe(7);
    await client().failJob({
      jobKey: job.jobKey,
      retries: 2,
      errorMessage: 'once more',
      retryBackOff: 0,
      variables: { tried: 1 },
    });
    const again = await eventually(async () => {
      const taken = await stage.activate('work');
      return taken?.jobKey === job.jobKey ? taken : undefined;
    });
    expect(again).toMatchObject({ retries: 2, variables: { tried: 1 } });
    await client().failJob({ jobKey: job.jobKey, retries: 0, errorMessage: 'broken' });
    const incident = await stage.first('searchIncidents', { processInstanceKey: key, state: 'ACTIVE' });
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
      const taken = await stage.activate('work');
      return taken?.jobKey === job.jobKey ? taken : undefined;
    });
    await client().completeJob({ jobKey: last.jobKey, variables: { result: 'ok' } });
    expect((await refused(client().completeJob({ jobKey: last.jobKey }))).status).toBe(404);
    expect((await client().getProcessInstance({ processInstanceKey: key }, now)).state).toBe('COMPLETED');
    const gone = await statuses(
      client().completeJob({ jobKey: missing }),
      client().failJob({ jobKey: missing }),
      client().throwJobError({ jobKey: missing, errorCode: 'E' }),
      client().updateJob({ jobKey: missing, changeset: { retries: 1 } }),
    );
    expect(gone).toEqual([404, 404, 404, 404]);
  });

  it('throws an error that a boundary event catches', async () => {
    const key = await stage.start('caught');
    const job = await stage.activate('risky');
    await client().throwJobError({
      jobKey: job.jobKey,
      errorCode: 'REFUSED',
      errorMessage: 'no',
      variables: { why: 'because' },
    });
    const instance = await client().getProcessInstance({ processInstanceKey: key }, now);
    expect(instance.state).toBe('COMPLETED');
    const element = await stage.first('searchElementInstances', { processInstanceKey: key, elementId: 'afterError' });
    const { elementInstanceKey } = element;
    expect((await client().getElementInstance({ elementInstanceKey }, now)).type).toBe('END_EVENT');
    expect((await refused(client().getElementInstance({ elementInstanceKey: missing }, now))).status).toBe(404);
  });

  it('resolves all incidents of an instance', async () => {
    const key = await stage.start('broken');
    const incident = await stage.first('searchIncidents', { processInstanceKey: key, state: 'ACTIVE' });
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

  it("runs the official client's job worker", async () => {
    const worker = stage.server.client.createJobWorker({
      jobType: 'byWorker',
      workerName: 'conformance',
      maxParallelJobs: 4,
      jobTimeoutMs: 30_000,
      jobHandler: (job) => job.complete({ doubled: Number(job.variables['n']) * 2 }),
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

  it('assigns, updates and completes user tasks', async () => {
    const key = await stage.start('formed', { variables: { order: 'A-1' } });
    const task = await stage.first('searchUserTasks', { processInstanceKey: key, state: 'CREATED' });
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
    expect(await client().getUserTaskForm({ userTaskKey }, now)).toMatchObject({ formId: 'review', version: 1 });
    const own = await client().searchUserTaskVariables({ userTaskKey }, now);
    const effective = await client().searchUserTaskEffectiveVariables({ userTaskKey }, now);
    expect([own, effective].map(({ items }) => items.map(({ name }) => name))).toEqual([['order'], ['order']]);
    const { status, detail } = await refused(client().completeUserTask({ userTaskKey, variables: { verdict: '' } }));
    expect([status, detail]).toEqual([400, expect.stringContaining('Verdict')]);
    await client().completeUserTask({ userTaskKey, variables: { verdict: 'fine' } });
    expect((await refused(client().completeUserTask({ userTaskKey }))).status).toBe(409);
    expect((await refused(client().assignUserTask({ userTaskKey, assignee: 'ada' }))).status).toBe(409);
    const unknown = { userTaskKey: missing };
    const gone = await statuses(
      client().getUserTask(unknown, now),
      client().getUserTaskForm(unknown, now),
      client().searchUserTaskVariables(unknown, now),
      client().searchUserTaskEffectiveVariables(unknown, now),
      client().completeUserTask(unknown),
      client().unassignUserTask(unknown),
      client().updateUserTask(unknown),
      client().assignUserTask({ ...unknown, assignee: 'a' }),
    );
    expect(new Set(gone)).toEqual(new Set([404]));
  });

  it('calls every operation that it answers for', () => {
    expect(uncalledOf('work', stage.called)).toEqual([]);
  });
});
