import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changedSchema,
  instanceDiagramSchema,
  sessionSchema,
  taskDraftSchema,
  timelineSchema,
  todaySchema,
  waitsSchema,
} from '#engine/contracts/api/index.ts';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';

describe('the API of the pages', () => {
  let server: ApiServer;
  let instance: string;

  beforeAll(async () => {
    server = await startApiServer();
    const xml = bpmn('review').startEvent().userTask('check', { name: 'Check order' }).endEvent('end').toXml();
    await server.client.createDeployment({ resources: [new File([xml], 'review.bpmn')] });
    const created = await server.call('POST', '/v2/process-instances', {
      processDefinitionId: 'review',
      variables: { total: 12.5 },
    });
    instance = created.body.processInstanceKey;
    for (let tries = 0; tries < 100 && (await openTask()) === null; tries += 1)
      await new Promise((r) => setTimeout(r, 50));
  });
  afterAll(() => server?.close());

  async function openTask(): Promise<string | null> {
    const { body } = await server.call('POST', '/v2/user-tasks/search', { filter: { processInstanceKey: instance } });
    return body.items[0]?.userTaskKey ?? null;
  }

  it('shows where the tokens are and what they wait for', async () => {
    const diagram = instanceDiagramSchema.parse((await server.call('GET', `/api/instances/${instance}/diagram`)).body);
    expect(diagram.elements).toContainEqual({
      elementId: 'check',
      active: 1,
      completed: 0,
      terminated: 0,
      incidents: 0,
    });
    expect(diagram.flows.every(({ taken }) => taken === 1)).toBe(true);
    const { waits } = waitsSchema.parse((await server.call('GET', `/api/instances/${instance}/waits`)).body);
    expect(waits).toMatchObject([
      { elementId: 'check', elementName: 'Check order', reason: { kind: 'userTask', assignee: null } },
    ]);
  });

  it('tells the timeline in pages, newest first', async () => {
    const first = timelineSchema.parse((await server.call('GET', `/api/instances/${instance}/timeline?limit=2`)).body);
    expect(first.entries).toHaveLength(2);
    expect(first.more).toBe(true);
    expect(first.entries[0]).toMatchObject({ elementId: 'check', elementName: 'Check order' });
    const before = first.entries.at(-1)!.seq;
    const rest = timelineSchema.parse(
      (await server.call('GET', `/api/instances/${instance}/timeline?before=${before}`)).body,
    );
    expect(rest.entries.every(({ seq }) => seq < before)).toBe(true);
    expect(rest.entries.map(({ type }) => type)).toContain('instanceCreated');
    expect(rest.entries.find(({ type }) => type === 'variableSet')?.values).toMatchObject({
      name: 'total',
      value: 12.5,
    });
  });

  it('counts the day', async () => {
    const today = todaySchema.parse((await server.call('GET', '/api/today?zone=Asia/Shanghai')).body);
    expect(today.processes).toMatchObject([{ processDefinitionId: 'review', active: 1, startedToday: 1 }]);
    expect(today.waiting).toMatchObject([{ elementId: 'check', reason: 'userTask', count: 1 }]);
    expect(today.tasks).toEqual({ open: 1, unassigned: 1, overdue: 0 });
    expect(today.throughput).toHaveLength(24);
    expect((await server.call('GET', '/api/today?zone=Mars/Olympus')).status).toBe(400);
  });

  it('keeps a draft until the task is completed', async () => {
    const task = await openTask();
    const path = `/api/user-tasks/${task}/draft`;
    expect((await server.call('GET', path)).body).toEqual({ data: null, updatedAt: null });
    taskDraftSchema.parse((await server.call('PUT', path, { data: { note: 'so far' } })).body);
    expect((await server.call('GET', path)).body.data).toEqual({ note: 'so far' });
    expect((await server.call('DELETE', path)).status).toBe(204);
    expect((await server.call('GET', path)).body.data).toBeNull();
  });

  it('names the surroundings', async () => {
    const session = sessionSchema.parse((await server.call('GET', '/api/session')).body);
    expect(session.temporalInstanceUrl).toMatch(/workflows\/silkflow-\{key\}$/);
  });

  it('says within a second that an instance changed, and catches up after a break', async () => {
    // given
    const stop = new AbortController();
    const stream = await fetch(`${server.url}/api/stream`, { signal: stop.signal });
    const reader = stream.body!.getReader();
    await reader.read();
    // when
    const task = await openTask();
    const asked = Date.now();
    await server.client.completeUserTask({ userTaskKey: task as never, variables: { ok: true } });
    // then
    let text = '';
    while (!text.includes('event: changed')) text += new TextDecoder().decode((await reader.read()).value);
    expect(Date.now() - asked).toBeLessThan(3_000);
    const changed = changedSchema.parse(JSON.parse(/data: (.*)/.exec(text)![1]!));
    expect(changed.instances).toContain(instance);
    expect(changed.topics).toContain('tasks');
    stop.abort();
    const other = await fetch(`${server.url}/api/stream`, { headers: { 'last-event-id': 'elsewhere-7' } });
    const again = other.body!.getReader();
    expect(new TextDecoder().decode((await again.read()).value)).toContain('event: reset');
    await again.cancel();
  });
});
