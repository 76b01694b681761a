import { describe, expect, it } from 'vitest';
import { process } from '#engine/testing/index.ts';
import type { ProcessBuilder, TaskListenerOptions, TestInstance } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

type Listeners = readonly (readonly [TaskListenerOptions['event'], string])[];

function review(listeners: Listeners, assignee?: string): ProcessBuilder {
  return process('p')
    .startEvent()
    .userTask('review', {
      taskListeners: listeners.map(([event, type]) => ({ event, type })),
      ...(assignee !== undefined && { extensions: `<zeebe:assignmentDefinition assignee="${assignee}"/>` }),
    })
    .endEvent();
}

const denied = { type: 'userTask', denied: true, deniedReason: 'not now' } as const;
const corrected = (corrections: Record<string, string | number | string[]>) => ({ type: 'userTask', corrections });

function jobOf(instance: TestInstance, type: string) {
  const found = instance.events.findLast((event) => event.type === 'jobCreated' && event.job.type === type);
  if (found?.type !== 'jobCreated') throw new Error(`There was no job ${type}`);
  return found;
}

describe('task listeners', () => {
  it('are asked one after the other before the task is there for people (TSL1)', async () => {
    const { instance } = await given(
      review([
        ['creating', 'first'],
        ['creating', 'second'],
      ]),
    );
    const [userTask] = Object.entries(instance.state.waits).find(([, { kind }]) => kind === 'userTask') ?? [''];
    const complete = { type: 'completeUserTask', userTask, variables: {}, action: 'complete' } as const;
    expect(instance.waiting()).toEqual(['job first at review', 'userTask at review']);
    expect(instance.trace()).toContain('activated review');
    expect(instance.refusal(complete)).toBe('INVALID_STATE');
    instance.completeJob('first');
    expect(instance.waiting()).toEqual(['job second at review', 'userTask at review']);
    instance.completeJob('second');
    expect(instance.refusal(complete)).toBe(null);
    expect(instance.status).toBe('completed');
  });

  it('the assignee that the diagram names is given after creation, by the assigning listeners (TSL1)', async () => {
    const { instance } = await given(
      review(
        [
          ['creating', 'c'],
          ['assigning', 'a'],
        ],
        'ann',
      ),
    );
    expect(jobOf(instance, 'c').job.headers['io.camunda.zeebe:assignee']).toBe('ann');
    instance.completeJob('c');
    expect(instance.userTask('review').assignee).toBe(null);
    instance.completeJob('a');
    expect(instance.userTask('review').assignee).toBe('ann');
  });

  it('a denied assignment leaves the task as it was, and it can be asked for again (TSL2)', async () => {
    const { instance } = await given(review([['assigning', 'a']]));
    instance.assignUserTask('review', 'bob').completeJob('a', {}, denied);
    expect(instance.userTask('review').assignee).toBe(null);
    expect(instance.waiting()).toEqual(['userTask at review']);
    instance.assignUserTask('review', 'bob').completeJob('a');
    expect(instance.userTask('review').assignee).toBe('bob');
    instance.assignUserTask('review', null).completeJob('a');
    expect(instance.userTask('review').assignee).toBe(null);
  });

  it('a denied completion keeps the task open and drops its variables (TSL2)', async () => {
    const { instance } = await given(
      review([
        ['completing', 'k1'],
        ['completing', 'k2'],
      ]),
    );
    instance.completeUserTask('review', { result: 1 }).completeJob('k1').completeJob('k2', {}, denied);
    expect(instance.active()).toEqual(['review']);
    instance.completeUserTask('review', { result: 2 }).completeJob('k1').completeJob('k2');
    expect(instance.variables()).toEqual({ result: 2 });
  });

  it('corrections take the place of what was asked for; the next listener is told of them (TSL3)', async () => {
    const { instance } = await given(
      review([
        ['updating', 'u1'],
        ['updating', 'u2'],
      ]),
    );
    instance.changeUserTask('review', { priority: 11 }, 'upd');
    expect(jobOf(instance, 'u1').job.headers).toMatchObject({
      'io.camunda.zeebe:priority': '11',
      'io.camunda.zeebe:changedAttributes': '["priority"]',
      'io.camunda.zeebe:action': 'upd',
    });
    instance.completeJob('u1', {}, corrected({ assignee: 'yan', priority: 12 }));
    expect(jobOf(instance, 'u2').job.headers).toMatchObject({
      'io.camunda.zeebe:assignee': 'yan',
      'io.camunda.zeebe:priority': '12',
    });
    expect(instance.userTask('review').priority).toBe(50);
    instance.completeJob('u2', {}, corrected({ candidateGroups: ['back', 'middle'], dueDate: '2030-01-01T00:00:00Z' }));
    expect(instance.userTask('review')).toMatchObject({
      assignee: 'yan',
      priority: 12,
      candidateGroups: ['back', 'middle'],
      dueDate: '2030-01-01T00:00:00Z',
    });
  });

  it('an assignee that a creating listener sets is not put to the assigning ones (TSL3)', async () => {
    const { instance } = await given(
      review([
        ['creating', 'c'],
        ['assigning', 'a'],
      ]),
    );
    instance.completeJob('c', {}, corrected({ assignee: 'cor' }));
    expect(instance.waiting()).toEqual(['userTask at review']);
    expect(instance.userTask('review').assignee).toBe('cor');
  });

  it.each([
    { what: 'variables', event: 'completing', variables: { x: 1 }, result: null },
    { what: 'a denied creation', event: 'creating', variables: {}, result: denied },
    {
      what: 'a denial with corrections',
      event: 'completing',
      variables: {},
      result: { ...denied, corrections: { priority: 1 } },
    },
    {
      what: 'another assignee than the diagram names',
      event: 'creating',
      variables: {},
      result: corrected({ assignee: 'x' }),
    },
  ] as const)('$what are no answer (TSL4)', async ({ event, variables, result }) => {
    const { instance } = await given(review([[event, 'l']], 'ann'));
    if (event === 'completing') instance.completeUserTask('review');
    const job = jobOf(instance, 'l').key;
    const before = instance.events.length;
    expect(
      instance.refusal({ type: 'completeJob', job, variables, ...(result !== null && { result: { ...result } }) }),
    ).toBe('INVALID_ARGUMENT');
    expect(instance.events.length).toBe(before);
  });

  it('a task listener cannot throw an error (TSL4)', async () => {
    const { instance } = await given(review([['creating', 'c']]));
    const throwing = { type: 'throwJobError', job: jobOf(instance, 'c').key, code: 'E', message: '', variables: {} };
    expect(instance.refusal({ ...throwing, type: 'throwJobError' })).toBe('INVALID_STATE');
  });

  const interruptible = review([
    ['creating', 'c'],
    ['canceling', 'x1'],
    ['canceling', 'x2'],
  ])
    .boundaryEvent('stop', 'review', { signal: 'stop' })
    .endEvent('stopped');

  it('canceling listeners run before an interrupted task ends (TSL5)', async () => {
    const { world, instance } = await given(interruptible);
    world.signal('stop');
    expect(instance.trace({ show: ['jobs'] })).toEqual(['job c at review', 'jobCancelled', 'job x1 at review']);
    instance.completeJob('x1').completeJob('x2');
    expect(instance.trace().slice(-7)).toEqual([
      'terminated review',
      'activated stop',
      'completed stop',
      'taken stop_stopped',
      'activated stopped',
      'completed stopped',
      'completed p',
    ]);
  });

  it('and before a cancelled instance ends, whatever came of them (TSL5)', async () => {
    const { instance } = await given(interruptible);
    instance.completeJob('c').cancel().failJob('x1');
    expect(instance.incidents()).toEqual(['TASK_LISTENER_NO_RETRIES at review: failed']);
    instance
      .cancel()
      .resolveIncident()
      .completeJob('x1')
      .completeJob('x2', {}, corrected({ priority: 3 }));
    expect(instance.status).toBe('terminated');
  });

  it('a failed one is tried again alone, an expression that fails asks all of them again (TSL6)', async () => {
    const { instance } = await given(
      review([
        ['completing', 'k1'],
        ['completing', '=second'],
      ]),
    );
    instance.completeUserTask('review', { done: true }).failJob('k1').resolveIncident().completeJob('k1');
    expect(instance.incidents()).toEqual([expect.stringMatching(/^EXTRACT_VALUE_ERROR at review/)]);
    instance.setVariables({ second: 'k2' }).resolveIncident();
    expect(instance.waiting()).toEqual(['job k1 at review', 'userTask at review']);
    instance.completeJob('k1').completeJob('k2');
    expect(instance.variables()).toEqual({ second: 'k2', done: true });
  });

  it('variables set on the task go through its updating listeners (TSL7)', async () => {
    const { instance } = await given(review([['updating', 'u']]), { total: 1 });
    instance.setVariables({ seen: true }, { element: 'review', local: true });
    expect(jobOf(instance, 'u').job.headers['io.camunda.zeebe:changedAttributes']).toBe('["variables"]');
    expect(instance.variables('review')).toEqual({ total: 1 });
    const again = {
      type: 'setVariables',
      scope: instance.elementKey('review'),
      variables: { x: 1 },
      local: true,
    } as const;
    expect(instance.refusal(again)).toBe('INVALID_STATE');
    instance.completeJob('u');
    expect(instance.variables('review')).toEqual({ total: 1, seen: true });
    instance.setVariables({ total: 2 }, { element: 'review' }).completeJob('u', {}, denied);
    expect(instance.variables()).toEqual({ total: 1 });
    instance.setVariables({ total: 3 });
    expect(instance.variables()).toEqual({ total: 3 });
  });
});
