import { process } from '#engine/testing/process-builder.ts';
import type { Scenario } from '../scenario.ts';

const soon = { timer: { duration: 'PT1S' } } as const;

export const gatewayScenarios: readonly Scenario[] = [
  {
    name: 'exclusive-gateway',
    processes: [
      process('exclusive')
        .startEvent()
        .exclusiveGateway('choose')
        // Both conditions hold: the first one drawn is taken.
        .flow({ condition: 'n > 1' })
        .serviceTask('above1', { type: 'item' })
        .endEvent('end')
        .from('choose')
        .flow({ condition: 'n > 2' })
        .serviceTask('above2', { type: 'quick' })
        .to('end')
        .from('choose')
        .flow({ default: true })
        .to('end'),
    ],
    start: { variables: { n: 5 } },
  },
  {
    // Whichever flow is taken, the history's commands are the same.
    name: 'exclusive-gateway-between-tasks',
    processes: [
      process('tied')
        .startEvent()
        .exclusiveGateway('choose')
        .flow({ condition: 'n > 1' })
        .task('above1')
        .endEvent('end')
        .from('choose')
        .flow({ condition: 'n > 2' })
        .task('above2')
        .to('end'),
    ],
    start: { variables: { n: 5 } },
  },
  {
    name: 'exclusive-gateway-default',
    processes: [
      process('defaulting')
        .startEvent()
        .exclusiveGateway('choose')
        .flow({ condition: 'n > 1' })
        .serviceTask('above1', { type: 'item' })
        .endEvent('end')
        .from('choose')
        .flow({ default: true })
        .task('otherwise')
        .to('end'),
    ],
    start: { variables: { n: 0 } },
  },
  {
    // Timers of one instant, whose ends come in one workflow task: one asks nothing of Temporal, others do.
    name: 'parallel-gateway-inputs-of-one-task',
    processes: [
      process('together')
        .startEvent()
        .parallelGateway('fork')
        .catchEvent('one', soon)
        .userTask('ask')
        .endEvent('asked')
        .from('fork')
        .catchEvent('two', soon)
        .serviceTask('item1', { type: 'item' })
        .endEvent('itemised')
        .from('fork')
        .catchEvent('three', soon)
        .catchEvent('four', soon)
        .endEvent('waited'),
    ],
    drive: (instance) => instance.completeUserTask('ask'),
  },
  {
    name: 'parallel-gateway',
    processes: [
      process('parallel')
        .startEvent()
        .parallelGateway('fork')
        .serviceTask('left', { type: 'item' })
        .parallelGateway('join')
        .endEvent('end')
        .from('fork')
        .serviceTask('right', { type: 'quick' })
        .to('join'),
    ],
  },
  {
    name: 'inclusive-gateway',
    processes: [
      process('inclusive')
        .startEvent()
        .inclusiveGateway('split')
        .flow({ condition: 'n > 1' })
        .serviceTask('one', { type: 'item' })
        .inclusiveGateway('merge')
        .endEvent('end')
        .from('split')
        .flow({ condition: 'n > 2' })
        .serviceTask('two', { type: 'item' })
        .to('merge')
        .from('split')
        .flow({ condition: 'n > 100' })
        .serviceTask('never', { type: 'item' })
        .to('merge'),
    ],
    start: { variables: { n: 3 } },
  },
  {
    name: 'complex-gateway',
    processes: [
      process('complex')
        .startEvent()
        .parallelGateway('fork')
        .userTask('a')
        .complexGateway('two', { activation: 'activationCount >= 2' })
        .serviceTask('go', { type: 'item' })
        .endEvent('end')
        .from('fork')
        .userTask('b')
        .to('two')
        .from('fork')
        .userTask('c')
        .to('two'),
    ],
    drive: async (instance) => {
      await instance.completeUserTask('a');
      await instance.completeUserTask('b');
      await instance.completed('go');
      await instance.completeUserTask('c');
    },
  },
  {
    name: 'event-based-gateway',
    processes: [
      process('deferred')
        .startEvent()
        .eventBasedGateway('first')
        .catchEvent('paid', { message: 'paid', correlationKey: '"k"' })
        .endEvent('end')
        .from('first')
        .catchEvent('late', { timer: { duration: 'PT0.5S' } })
        .serviceTask('remind', { type: 'item' })
        .to('end'),
    ],
  },
  {
    name: 'event-based-gateway-receive-task',
    processes: [
      process('deferredTask')
        .startEvent()
        .eventBasedGateway('first')
        .receiveTask('paid', { message: 'paid', correlationKey: '"k"' })
        .endEvent('end')
        .from('first')
        .catchEvent('late', { timer: { duration: 'PT1H' } })
        .to('end'),
    ],
    drive: (instance) => instance.correlate('paid', { amount: 3 }),
  },
  {
    name: 'event-based-gateway-instantiate',
    processes: [
      process('begun')
        .eventBasedGateway('first', { attributes: { instantiate: 'true' } })
        .catchEvent('ordered', { message: 'ordered', correlationKey: '"k"' })
        .endEvent('end')
        .from('first')
        .catchEvent('asked', { message: 'asked', correlationKey: '"k"' })
        .to('end'),
    ],
    start: { startEvent: 'asked', variables: { question: 'when?' } },
  },
];
