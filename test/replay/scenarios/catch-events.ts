import { process } from '#engine/testing/process-builder.ts';
import type { EventOptions } from '#engine/testing/process-shape.ts';
import type { LiveInstance } from '../live-instance.ts';
import type { Scenario } from '../scenario.ts';

const paid = { message: 'paid', correlationKey: '"k"' } as const;
const alarm = { signal: 'alarm' } as const;
const ready = { condition: 'ready = true' } as const;
const soon = { timer: { duration: 'PT0.5S' } } as const;

const correlate = (instance: LiveInstance): Promise<void> => instance.correlate('event', { paid: 1 });
const signal = (instance: LiveInstance): Promise<void> => instance.catchSignal('event', { level: 2 });
const makeReady = async (instance: LiveInstance): Promise<void> => {
  await instance.reached('host');
  await instance.setVariables({ ready: true });
};

/** Every event that catches, at every place where it may stand. The catching element is called `event`. */
export const catchEventScenarios: readonly Scenario[] = [
  started('message', paid),
  started('timer', { timer: { cycle: 'R/PT1H' } }),
  started('signal', alarm),
  started('conditional', ready),
  started('multiple', { several: [paid, alarm] }),

  caught('message', paid, correlate),
  caught('timer', soon),
  caught('signal', alarm, signal),
  caught('conditional', ready, async (instance) => {
    await instance.reached('event');
    await instance.setVariables({ ready: true });
  }),
  caught('multiple', { several: [paid, alarm], parallel: true }, async (instance) => {
    await instance.correlate('event');
    await instance.catchSignal('event');
  }),
  {
    name: 'link-event',
    processes: [
      process('linked')
        .startEvent()
        .throwEvent('away', { link: 'there' })
        .unlinked()
        .catchEvent('arrived', { link: 'there' })
        .endEvent('end'),
    ],
  },

  attached('message', paid, correlate),
  attached('timer', soon),
  attached('signal', alarm, signal),
  attached('conditional', ready, makeReady),
  attached('multiple', { several: [paid, alarm] }, signal),
  {
    name: 'boundary-event-escalation',
    processes: [
      process('escalating')
        .startEvent()
        .subProcess('host', (inside) =>
          inside.startEvent('in').throwEvent('up', { escalation: 'LATE' }).endEvent('out'),
        )
        .endEvent('end')
        .boundaryEvent('event', 'host', { escalation: 'LATE' }, { interrupting: false })
        .endEvent('told'),
    ],
  },
  {
    name: 'boundary-event-non-interrupting',
    processes: [
      process('reminding')
        .startEvent()
        .userTask('host')
        .endEvent('end')
        .boundaryEvent('event', 'host', { timer: { cycle: 'R2/PT0.3S' } }, { interrupting: false })
        .serviceTask('remind', { type: 'item' })
        .endEvent('reminded'),
    ],
    drive: async (instance) => {
      await instance.completed('reminded');
      await instance.completeUserTask('host');
    },
  },

  inEventSubProcess('message', paid, (instance) => instance.correlate('handler_start', { paid: 1 })),
  inEventSubProcess('timer', soon),
  inEventSubProcess('signal', alarm, (instance) => instance.catchSignal('handler_start')),
  inEventSubProcess('conditional', ready, makeReady),
  inEventSubProcess('multiple', { several: [paid, alarm] }, (instance) => instance.catchSignal('handler_start')),
  thrownInto('error', { error: 'BAD' }, { error: 'BAD' }),
  thrownInto('escalation', { escalation: 'LATE' }, { escalation: 'LATE' }),
];

type Drive = (instance: LiveInstance) => Promise<void>;

function started(kind: string, event: EventOptions): Scenario {
  return {
    name: `start-event-${kind}`,
    processes: [process(`started_${kind}`).startEvent('event', event).task('go').endEvent('end')],
    start: { startEvent: 'event', variables: { came: kind } },
  };
}

function caught(kind: string, event: EventOptions, drive?: Drive): Scenario {
  return {
    name: `catch-event-${kind}`,
    processes: [process(`caught_${kind}`).startEvent().catchEvent('event', event).endEvent('end')],
    ...(drive === undefined ? {} : { drive }),
  };
}

function attached(kind: string, event: EventOptions, drive?: Drive): Scenario {
  return {
    name: `boundary-event-${kind}`,
    processes: [
      process(`attached_${kind}`)
        .startEvent()
        .userTask('host')
        .endEvent('end')
        .boundaryEvent('event', 'host', event)
        .endEvent('left'),
    ],
    ...(drive === undefined ? {} : { drive }),
  };
}

function inEventSubProcess(kind: string, event: EventOptions, drive?: Drive): Scenario {
  return {
    name: `event-sub-process-${kind}`,
    processes: [
      process(`inside_${kind}`)
        .startEvent()
        .userTask('host')
        .endEvent('end')
        .eventSubProcess('handler', event, (inside) =>
          inside.serviceTask('handle', { type: 'item' }).endEvent('handled'),
        ),
    ],
    ...(drive === undefined ? {} : { drive }),
  };
}

function thrownInto(kind: string, thrown: EventOptions, caughtBy: EventOptions): Scenario {
  return {
    name: `event-sub-process-${kind}`,
    processes: [
      process(`into_${kind}`)
        .startEvent()
        .task('before')
        .endEvent('end', thrown)
        .eventSubProcess('handler', caughtBy, (inside) => inside.task('handle').endEvent('handled')),
    ],
  };
}
