import { describe, expect, it } from 'vitest';
import { currentFlags } from '#engine/contracts/wire/process-instance.ts';
import type { ActivityJobResult } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { process } from '#engine/testing/index.ts';
import type { ProcessBuilder, TaskListenerOptions, TestInstance } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const activity = (type: string) => ({ type, startToCloseMs: 1_000 });

/** The activity that runs answers; the kit completes its jobs without a result. */
function answer(instance: TestInstance, result: ActivityJobResult, variables: JsonObject = {}): TestInstance {
  const command = Object.values(instance.state.outstanding).find(({ type }) => type === 'runActivity');
  if (command === undefined) throw new Error('no activity runs');
  instance.answer(command.id, { type: 'activityCompleted', variables, result });
  return instance;
}

function reviewed(event: TaskListenerOptions['event']): ProcessBuilder {
  return process('p')
    .startEvent()
    .userTask('review', { taskListeners: [{ event, type: 'judge' }] })
    .endEvent();
}

async function reviewing(event: TaskListenerOptions['event']): Promise<TestInstance> {
  return (await given(reviewed(event), {}, { activities: [activity('judge')] })).instance;
}

describe('an activity as a task listener', () => {
  it('denies (JOB5, TSL2)', async () => {
    const instance = await reviewing('assigning');
    answer(instance.assignUserTask('review', 'bob'), { denied: true, deniedReason: 'not him' });
    expect(instance.userTask('review').assignee).toBe(null);
    expect(instance.waiting()).toEqual(['userTask at review']);
    const [refusal] = instance.events.filter(({ type }) => type === 'userTaskChangeDenied');
    expect(refusal).toMatchObject({ event: 'assigning', reason: 'not him' });
  });

  it('corrects (JOB5, TSL3)', async () => {
    const instance = await reviewing('creating');
    answer(instance, { corrections: { assignee: 'ann', priority: 80, candidateGroups: ['buyers'] } });
    expect(instance.userTask('review')).toMatchObject({ assignee: 'ann', priority: 80, candidateGroups: ['buyers'] });
  });

  it('that answers what no listener may is an incident, and runs again (JOB5, TSL4)', async () => {
    const instance = await reviewing('creating');
    answer(instance, { denied: true });
    expect(instance.incidents()).toEqual([
      "TASK_LISTENER_NO_RETRIES at review: A 'creating' listener cannot deny; only assigning, updating, completing can",
    ]);
    answer(instance.resolveIncident(), {});
    expect(instance.waiting()).toEqual(['userTask at review']);
  });

  it('in an instance of older flags only lets pass (JOB5, TSL2)', async () => {
    const instance = await reviewing('assigning');
    Object.assign(instance.state, { flags: currentFlags.filter((flag) => flag !== 6) });
    answer(instance.assignUserTask('review', 'bob'), { denied: true });
    expect(instance.userTask('review').assignee).toBe('bob');
  });
});

describe('an activity as the job of an ad-hoc subprocess', () => {
  const tools = process('p')
    .startEvent()
    .adHocSubProcess('tools', (inside) => inside.serviceTask('a').unlinked().serviceTask('b'), {
      extensions: '<zeebe:taskDefinition type="agent"/>',
    })
    .endEvent();
  const agent = async (): Promise<TestInstance> =>
    (await given(tools, {}, { activities: [activity('agent')] })).instance;

  it('says what starts, with which variables, and when it is done (JOB5, ADH5)', async () => {
    const instance = await agent();
    answer(instance, { activateElements: [{ elementId: 'a', variables: { asked: 1 } }, { elementId: 'b' }] });
    expect(instance.waiting()).toEqual(['job a at a', 'job b at b']);
    expect(instance.variable('asked', 'a')).toBe(1);
    answer(instance.completeJob('a'), { isCompletionConditionFulfilled: true, isCancelRemainingInstances: true });
    expect(instance.status).toBe('completed');
  });

  it('that names what cannot be started is an incident, and runs again (JOB5, ADH5)', async () => {
    const instance = await agent();
    answer(instance, { activateElements: [{ elementId: 'nowhere' }] });
    expect(instance.incidents()).toEqual([
      "AD_HOC_SUB_PROCESS_NO_RETRIES at tools: 'nowhere' cannot be activated in the ad-hoc subprocess 'tools'",
    ]);
    answer(instance.resolveIncident(), { activateElements: [{ elementId: 'b' }] });
    expect(instance.waiting()).toEqual(['job b at b']);
  });
});
