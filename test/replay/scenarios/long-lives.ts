import { process } from '#engine/testing/process-builder.ts';
import type { Scenario } from '../scenario.ts';

/** What the durable loop itself does: incidents, undo, cancellation, long chains, continue-as-new. */
export const longLifeScenarios: readonly Scenario[] = [
  {
    name: 'incident',
    processes: [process('fragile').startEvent().serviceTask('work', { type: 'flaky' }).endEvent('end')],
    drive: async (instance) => {
      const incident = await instance.incident('work');
      await instance.setVariables({ mended: true });
      await instance.request({ type: 'updateJobRetries', job: await instance.job('work', 'failed'), retries: 1 });
      await instance.request({ type: 'resolveIncident', incident });
    },
  },
  {
    name: 'incident-of-an-expression',
    processes: [
      process('undecided')
        .startEvent()
        .exclusiveGateway('choose')
        .flow({ condition: 'n > 1' })
        .endEvent('end')
        .from('choose')
        .flow({ condition: 'n <= 1' })
        .endEvent('other'),
    ],
    drive: async (instance) => {
      const incident = await instance.incident('choose');
      await instance.setVariables({ n: 2 });
      await instance.request({ type: 'resolveIncident', incident });
    },
  },
  {
    name: 'cancel',
    processes: [
      process('cancelled')
        .startEvent()
        .parallelGateway('fork')
        .userTask('ask')
        .endEvent('end')
        .from('fork')
        .catchEvent('pause', { timer: { duration: 'PT1H' } })
        .to('end')
        .from('fork')
        .serviceTask('pick', { type: 'outside' })
        .to('end')
        .from('fork')
        .receiveTask('wait', { message: 'paid', correlationKey: '"k"' })
        .to('end'),
    ],
    drive: async (instance) => {
      await instance.reached('wait');
      await instance.cancel();
    },
  },
  {
    name: 'undo',
    processes: [
      process('reserving')
        .startEvent()
        .serviceTask('reserve', { type: 'reserve' })
        .endEvent('end')
        .boundaryEvent('late', 'reserve', { timer: { duration: 'PT0.3S' } })
        .endEvent('gaveUp'),
    ],
  },
  {
    name: 'suspend-and-resume',
    processes: [
      process('resting')
        .startEvent()
        .catchEvent('pause', { timer: { duration: 'PT0.5S' } })
        .serviceTask('work', { type: 'item' })
        .userTask('ask')
        .endEvent('end'),
    ],
    drive: async (instance) => {
      await instance.reached('pause');
      await instance.request({ type: 'suspendInstance' });
      await instance.request({ type: 'resumeInstance' });
      await instance.request({ type: 'assignBusinessId', businessId: 'order-9' });
      await instance.completeUserTask('ask');
    },
  },
  {
    name: 'modify',
    processes: [
      process('mended')
        .startEvent()
        .userTask('wrong')
        .userTask('right')
        .subProcess('inner', (inside) => inside.startEvent('in').userTask('deep').endEvent('out'))
        .endEvent('end'),
    ],
    drive: async (instance) => {
      const terminate = [await instance.elementInstance('wrong')];
      const variables = [{ scope: null, variables: { mended: true } }];
      const activate = [{ element: 'deep', ancestor: null, variables }];
      await instance.request({ type: 'modifyInstance', activate, move: [], terminate });
      const move = [{ from: 'deep', to: 'right', ancestor: null, variables: [] }];
      await instance.request({ type: 'modifyInstance', activate: [], move, terminate: [] });
      await instance.completeUserTask('right');
      await instance.completeUserTask('deep');
    },
  },
  {
    name: 'migrate',
    processes: [
      process('older').startEvent().userTask('ask').endEvent('end'),
      process('newer')
        .startEvent()
        .userTask('askAgain')
        .serviceTask('work', { type: 'item' })
        .endEvent('end')
        .boundaryEvent('late', 'askAgain', { timer: { duration: 'PT1H' } })
        .endEvent('gaveUp'),
    ],
    drive: async (instance) => {
      await instance.reached('ask');
      const definition = await instance.definitionOf('newer');
      const mapping = [{ source: 'ask', target: 'askAgain' }];
      await instance.request({ type: 'migrateInstance', definition, mapping });
      await instance.completeUserTask('askAgain');
    },
  },
  {
    // A step stops at 2,500 events: this takes several, with a workflow task between them.
    name: 'long-chain',
    processes: [
      process('chained')
        .startEvent()
        .task('each', { multiInstance: { inputCollection: 'for i in 1..450 return i', inputElement: 'n' } })
        .endEvent('end'),
    ],
  },
  {
    name: 'continue-as-new',
    processes: [
      process('enduring')
        .startEvent()
        .parallelGateway('fork')
        .userTask('ask')
        .parallelGateway('join')
        .endEvent('end')
        .from('fork')
        .catchEvent('pause', { timer: { duration: 'PT4S' } })
        .to('join')
        .from('fork')
        .serviceTask('pick', { type: 'outside' })
        .to('join')
        .from('fork')
        .receiveTask('wait', { message: 'paid', correlationKey: '"k"' })
        .to('join')
        .from('fork')
        .serviceTask('each', {
          type: 'item',
          multiInstance: { sequential: true, inputCollection: 'for i in 1..4 return i', inputElement: 'n' },
        })
        .to('join')
        .eventSubProcess('handler', { signal: 'alarm' }, (inside) => inside.task('noted').endEvent('handled'), {
          interrupting: false,
        }),
    ],
    start: { historyLimit: 12 },
    drive: async (instance) => {
      await instance.continuedAsNew();
      await instance.catchSignal('handler_start');
      await instance.correlate('wait');
      await instance.completeUserTask('ask');
      await instance.completeJob('pick');
    },
  },
  {
    name: 'continue-as-new-with-open-call',
    processes: [
      process('callingLong')
        .startEvent()
        .parallelGateway('fork')
        .callActivity('call', { process: 'calledLong' })
        .parallelGateway('join')
        .endEvent('end')
        .from('fork')
        .serviceTask('first', { type: 'item' })
        .serviceTask('second', { type: 'item' })
        .to('join'),
      process('calledLong')
        .startEvent()
        .serviceTask('third', { type: 'item' })
        .serviceTask('fourth', { type: 'item' })
        .userTask('ask')
        .endEvent('end'),
    ],
    start: { historyLimit: 10 },
    drive: async (instance) => {
      const child = await instance.child();
      await Promise.all([instance.continuedAsNew(), child.continuedAsNew()]);
      await child.completeUserTask('ask', { answer: 42 });
    },
  },
  {
    name: 'continue-as-new-with-a-long-activity',
    processes: [
      process('surveyed')
        .startEvent()
        .parallelGateway('fork')
        .serviceTask('look', { type: 'survey' })
        .parallelGateway('join')
        .endEvent('end')
        .from('fork')
        .serviceTask('a', { type: 'item' })
        .serviceTask('b', { type: 'item' })
        .serviceTask('c', { type: 'item' })
        .to('join'),
    ],
    start: { historyLimit: 12 },
  },
  {
    name: 'called-processes-in-turn',
    processes: [
      process('whole')
        .startEvent()
        .callActivity(
          'each',
          { process: 'part' },
          { multiInstance: { inputCollection: 'for i in 1..4 return i', inputElement: 'n' } },
        )
        .endEvent('end'),
      process('part')
        .startEvent()
        .catchEvent('pause', { timer: { duration: 'PT1S' } })
        .endEvent('end'),
    ],
    start: { childLimit: 2 },
  },
];
