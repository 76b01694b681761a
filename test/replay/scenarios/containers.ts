import { process } from '#engine/testing/process-builder.ts';
import type { Scenario } from '../scenario.ts';

const doubled = {
  inputCollection: '[1, 2, 3]',
  inputElement: 'n',
  outputCollection: 'all',
  outputElement: 'done',
} as const;

const called = process('called').startEvent().userTask('ask').endEvent('end');
const failing = process('calledAndFailing')
  .startEvent()
  .serviceTask('work', { type: 'item' })
  .endEvent('end', { error: 'BAD' });

export const containerScenarios: readonly Scenario[] = [
  {
    name: 'sub-process',
    processes: [
      process('nesting')
        .startEvent()
        .subProcess(
          'outer',
          (outer) =>
            outer
              .startEvent('in1')
              .subProcess('inner', (inner) =>
                inner.startEvent('in2').serviceTask('work', { type: 'item' }).endEvent('out2'),
              )
              .endEvent('out1'),
          { inputs: { local: 'n' }, outputs: { result: 'done' } },
        )
        .endEvent('end'),
    ],
    start: { variables: { n: 1 } },
  },
  {
    name: 'transaction',
    processes: [
      process('dealing')
        .startEvent()
        .transaction('deal', (inside) => inside.startEvent('in').serviceTask('book', { type: 'item' }).endEvent('out'))
        .endEvent('end'),
    ],
  },
  {
    name: 'ad-hoc-sub-process',
    processes: [
      process('adHoc')
        .startEvent()
        .adHocSubProcess(
          'some',
          (inside) => inside.serviceTask('a', { type: 'item' }).unlinked().task('b').unlinked().task('c'),
          {
            active: '["a", "c"]',
          },
        )
        .endEvent('end'),
    ],
  },
  {
    name: 'multi-instance-parallel',
    processes: [
      process('each').startEvent().serviceTask('work', { type: 'item', multiInstance: doubled }).endEvent('end'),
    ],
  },
  {
    name: 'multi-instance-sequential',
    processes: [
      process('oneByOne')
        .startEvent()
        .userTask('ask', {
          multiInstance: { ...doubled, sequential: true, completionCondition: 'numberOfCompletedInstances = 2' },
        })
        .endEvent('end'),
    ],
    drive: async (instance) => {
      await instance.completeUserTask('ask', { done: 1 });
      await instance.completeUserTask('ask', { done: 2 });
    },
  },
  {
    name: 'standard-loop',
    processes: [
      process('looping')
        .startEvent()
        .serviceTask('again', { type: 'item', standardLoop: { condition: 'loopCounter < 3', maximum: 5 } })
        .endEvent('end'),
    ],
  },
  {
    name: 'call-activity',
    processes: [process('calling').startEvent().callActivity('call', { process: 'called' }).endEvent('end'), called],
    start: { variables: { n: 1 } },
    drive: async (instance) => (await instance.child()).completeUserTask('ask', { answer: 42 }),
  },
  {
    name: 'call-activity-error',
    processes: [
      process('callingBad')
        .startEvent()
        .callActivity('call', { process: 'calledAndFailing' })
        .endEvent('end')
        .boundaryEvent('caught', 'call', { error: 'BAD' })
        .endEvent('mended'),
      failing,
    ],
  },
  {
    name: 'call-activity-cancelled',
    processes: [
      process('callingInVain').startEvent().callActivity('call', { process: 'called' }).endEvent('end'),
      called,
    ],
    drive: async (instance) => {
      await (await instance.child()).userTask('ask');
      await instance.cancel();
    },
  },
];
