import { process } from '#engine/testing/process-builder.ts';
import type { EventOptions } from '#engine/testing/process-shape.ts';
import type { Scenario } from '../scenario.ts';

const shipped = { message: 'shipped', correlationKey: '"k"' } as const;
const published = { extensions: '<zeebe:publishMessage correlationKey="=&quot;k&quot;" timeToLive="PT1H"/>' };
const alarm = { signal: 'alarm' } as const;

/** Every event that throws, in the middle and at the end. The throwing element is called `event`. */
export const throwEventScenarios: readonly Scenario[] = [
  thrown('message', shipped, published),
  thrown('message-job', { job: 'outside' }),
  thrown('signal', alarm),
  thrown('multiple', { several: [alarm, { escalation: 'LATE' }] }),

  ended('message', shipped, published),
  ended('message-job', { job: 'outside' }),
  ended('escalation', { escalation: 'LATE' }),
  ended('signal', alarm),
  ended('multiple', { several: [alarm, { escalation: 'LATE' }] }),
  {
    name: 'end-event-error',
    processes: [
      process('erring')
        .startEvent()
        .subProcess('host', (inside) => inside.startEvent('in').endEvent('event', { error: 'BAD' }))
        .endEvent('end')
        .boundaryEvent('caught', 'host', { error: 'BAD' })
        .endEvent('mended'),
    ],
  },
  {
    name: 'end-event-terminate',
    processes: [
      process('terminating')
        .startEvent()
        .parallelGateway('fork')
        .userTask('never')
        .endEvent('end')
        .from('fork')
        .serviceTask('work', { type: 'item' })
        .endEvent('event', { terminate: true }),
    ],
  },
  {
    name: 'end-event-compensation',
    processes: [
      process('undoing')
        .startEvent()
        .serviceTask('book', { type: 'item' })
        .compensation('book', 'unbook', { type: 'item' })
        .endEvent('event', { compensation: null }),
    ],
  },
  {
    name: 'throw-event-compensation',
    processes: [
      process('undoingOne')
        .startEvent()
        .serviceTask('book', { type: 'item' })
        .compensation('book', 'unbook', { type: 'item' })
        .serviceTask('pay', { type: 'item' })
        .compensation('pay', 'refund', { type: 'quick' })
        .throwEvent('event', { compensation: 'book' })
        .endEvent('end'),
    ],
  },
  {
    name: 'compensation-event-sub-process',
    processes: [
      process('undoingAll')
        .startEvent()
        .subProcess('trip', (inside) =>
          inside
            .startEvent('in')
            .serviceTask('book', { type: 'item' })
            .endEvent('out')
            .eventSubProcess('undo', { compensation: null }, (handler) =>
              handler.serviceTask('unbook', { type: 'item' }).endEvent('undone'),
            ),
        )
        .throwEvent('event', { compensation: 'trip' })
        .endEvent('end'),
    ],
  },
  {
    name: 'transaction-cancel',
    processes: [
      process('transacting')
        .startEvent()
        .transaction('deal', (inside) =>
          inside
            .startEvent('in')
            .serviceTask('book', { type: 'item' })
            .compensation('book', 'unbook', { type: 'item' })
            .endEvent('event', { cancel: true }),
        )
        .endEvent('end')
        .boundaryEvent('cancelled', 'deal', { cancel: true })
        .endEvent('noDeal'),
    ],
  },
];

function thrown(kind: string, event: EventOptions, options: { readonly extensions?: string } = {}): Scenario {
  return {
    name: `throw-event-${kind}`,
    processes: [
      process(`thrown_${kind}`).startEvent().throwEvent('event', event, options).task('after').endEvent('end'),
    ],
    ...('job' in event ? { drive: (instance) => instance.completeJob('event') } : {}),
  };
}

function ended(kind: string, event: EventOptions, options: { readonly extensions?: string } = {}): Scenario {
  return {
    name: `end-event-${kind}`,
    processes: [process(`ended_${kind}`).startEvent().task('before').endEvent('event', event, options)],
    ...('job' in event ? { drive: (instance) => instance.completeJob('event') } : {}),
  };
}
