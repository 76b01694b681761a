import { process } from '#engine/testing/process-builder.ts';
import type { Scenario } from '../scenario.ts';

export const taskScenarios: readonly Scenario[] = [
  {
    name: 'task',
    processes: [process('tasks').startEvent().task('plain').manualTask('byHand').throwEvent('passed').endEvent('end')],
  },
  {
    name: 'service-task',
    processes: [
      process('service')
        .startEvent()
        .serviceTask('first', {
          type: 'item',
          headers: { zone: 'A' },
          inputs: { n: '1 + 1' },
          outputs: { one: 'done' },
        })
        .serviceTask('second', { type: 'item' })
        .endEvent('end'),
    ],
    start: { variables: { n: 7 }, businessId: 'order-7' },
  },
  {
    name: 'service-task-local',
    processes: [
      process('local')
        .startEvent()
        .serviceTask('first', { type: 'quick' })
        .serviceTask('second', { type: 'quick' })
        .endEvent('end'),
    ],
    start: { variables: { n: 3 } },
  },
  {
    // The second one is done by the run ahead of the first; the user task ends it.
    name: 'service-task-local-fused',
    processes: [
      process('fused')
        .startEvent()
        .serviceTask('first', { type: 'quick' })
        .exclusiveGateway('choose')
        .flow({ condition: 'seen > 1' })
        .serviceTask('second', { type: 'quick', outputs: { twice: 'seen * 2' } })
        .serviceTask('third', { type: 'quick' })
        .userTask('ask')
        .endEvent('end')
        .from('choose')
        .flow({ default: true })
        .to('end'),
    ],
    start: { variables: { n: 3 } },
    drive: (instance) => instance.completeUserTask('ask'),
  },
  {
    name: 'external-job',
    processes: [process('external').startEvent().serviceTask('pick', { type: 'outside' }).endEvent('end')],
    drive: (instance) => instance.completeJob('pick', { picked: 3 }),
  },
  {
    name: 'external-job-failed',
    processes: [process('failing').startEvent().serviceTask('pick', { type: 'outside' }).endEvent('end')],
    drive: async (instance) => {
      const job = await instance.job('pick');
      await instance.request({ type: 'failJob', job, message: 'shelf is empty', variables: {} });
      await instance.request({ type: 'updateJobRetries', job, retries: 2 });
      await instance.request({ type: 'resolveIncident', incident: await instance.incident('pick') });
      await instance.completeJob('pick');
    },
  },
  {
    name: 'external-job-error',
    processes: [
      process('refusing')
        .startEvent()
        .serviceTask('pick', { type: 'outside' })
        .endEvent('end')
        .boundaryEvent('lost', 'pick', { error: 'LOST' })
        .endEvent('searched'),
    ],
    drive: async (instance) => {
      const job = await instance.job('pick');
      await instance.request({
        type: 'throwJobError',
        job,
        code: 'LOST',
        message: 'not there',
        variables: { shelf: 4 },
      });
    },
  },
  {
    name: 'send-task',
    processes: [process('sending').startEvent().sendTask('byJob', { type: 'item' }).endEvent('end')],
  },
  {
    name: 'script-task',
    processes: [process('script').startEvent().scriptTask('add', { expression: 'a + 1', result: 'b' }).endEvent('end')],
    start: { variables: { a: 1 } },
  },
  {
    name: 'business-rule-task',
    processes: [
      process('ruled')
        .startEvent()
        .businessRuleTask('decide', { decision: 'approval', result: 'route' })
        .endEvent('end'),
    ],
    start: { variables: { amount: 250 } },
  },
  {
    name: 'user-task',
    processes: [
      process('approving')
        .startEvent()
        .userTask('approve', { extensions: '<zeebe:assignmentDefinition candidateGroups="buyers"/>' })
        .endEvent('end'),
    ],
    drive: async (instance) => {
      const userTask = await instance.userTask('approve');
      const change = { assignee: 'ada' };
      await instance.request({ type: 'changeUserTask', userTask, change, action: 'assign', allowOverride: true });
      await instance.completeUserTask('approve', { ok: true });
    },
  },
  {
    name: 'receive-task',
    processes: [
      process('receiving').startEvent().receiveTask('wait', { message: 'paid', correlationKey: '"k"' }).endEvent('end'),
    ],
    drive: (instance) => instance.correlate('wait', { paid: 12 }),
  },
  {
    name: 'receive-task-instantiate',
    processes: [
      process('received')
        .receiveTask('wait', { message: 'ordered', correlationKey: '"k"' }, { attributes: { instantiate: 'true' } })
        .endEvent('end'),
    ],
    start: { startEvent: 'wait', variables: { order: 1 } },
  },
  {
    name: 'execution-listener',
    processes: [
      process('listened')
        .startEvent()
        .task('watched', {
          listeners: [
            { event: 'start', type: 'item' },
            { event: 'end', type: 'quick' },
          ],
        })
        .endEvent('end'),
    ],
  },
  {
    name: 'conditional-flow',
    processes: [
      process('conditional')
        .startEvent()
        .task('work')
        .flow({ condition: 'n > 1' })
        .serviceTask('large', { type: 'item' })
        .endEvent('end')
        .from('work')
        .flow({ default: true })
        .endEvent('small'),
    ],
    start: { variables: { n: 2 } },
  },
];
