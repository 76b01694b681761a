import { process } from '#engine/testing/process-builder.ts';
import type { Scenario } from '../scenario.ts';

export const peopleAndDataScenarios: readonly Scenario[] = [
  {
    name: 'task-listener',
    processes: [
      process('watched')
        .startEvent()
        .userTask('approve', {
          extensions: '<zeebe:assignmentDefinition assignee="ada"/>',
          taskListeners: [
            { event: 'creating', type: 'item' },
            { event: 'assigning', type: 'quick' },
            { event: 'completing', type: 'outside' },
          ],
        })
        .endEvent('end'),
    ],
    drive: async (instance) => {
      await instance.assigned('approve', 'ada');
      await instance.completeUserTask('approve', { ok: false });
      const denial = { type: 'userTask', denied: true, deniedReason: 'look again' };
      await instance.request({
        type: 'completeJob',
        job: await instance.job('approve'),
        variables: {},
        result: denial,
      });
      await instance.completeUserTask('approve', { ok: true });
      const correction = { type: 'userTask', corrections: { priority: 80 } };
      await instance.request({
        type: 'completeJob',
        job: await instance.job('approve'),
        variables: {},
        result: correction,
      });
    },
  },
  {
    name: 'data-associations',
    processes: [
      process('stocktaking')
        .startEvent()
        .serviceTask('count', {
          type: 'item',
          reads: [{ item: 'order', as: 'n' }],
          writes: [
            { item: 'stock', transformation: 'done + 1' },
            { item: 'order', as: 'done' },
          ],
        })
        .serviceTask('check', { type: 'quick', reads: [{ item: 'stock', as: 'n' }] })
        .endEvent('end')
        .dataObject('order', 'order')
        .dataStore('stock', 'stock'),
    ],
    start: { variables: { order: 4 } },
  },
  {
    name: 'ad-hoc-activation',
    processes: [
      process('choosing')
        .startEvent()
        .adHocSubProcess('tools', (inside) =>
          inside.serviceTask('first', { type: 'item' }).unlinked().userTask('second'),
        )
        .endEvent('end'),
    ],
    drive: async (instance) => {
      const adHocSubProcess = await instance.elementInstance('tools');
      const elements = [
        { element: 'first', variables: { n: 1 } },
        { element: 'second', variables: {} },
      ];
      await instance.request({ type: 'activateAdHoc', adHocSubProcess, elements, cancelRemaining: false });
      await instance.completed('first');
      await instance.completeUserTask('second');
    },
  },
  {
    name: 'call-activity-escalation',
    processes: [
      process('asking')
        .startEvent()
        .callActivity('call', { process: 'warned' })
        .endEvent('end')
        .boundaryEvent('late', 'call', { escalation: 'LATE' }, { interrupting: false })
        .userTask('look')
        .endEvent('looked'),
      process('warned')
        .startEvent()
        .throwEvent('warn', { escalation: 'LATE' })
        .serviceTask('work', { type: 'outside' })
        .endEvent('done'),
    ],
    drive: async (instance) => {
      await instance.completeUserTask('look');
      const child = await instance.child();
      await child.completeJob('work', { finished: true });
    },
  },
];
