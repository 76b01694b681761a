import { describe, expect, it } from 'vitest';
import { loadProcesses, process, ProcessTest } from '#engine/testing/index.ts';
import type { EventOptions, ProcessBuilder, TestInstance } from '#engine/testing/index.ts';

const mapped = { inputs: { read: '5' }, outputs: { written: '6' } };
const begin = (): ProcessBuilder => process('p').startEvent();
const throwing = (event: EventOptions) => begin().throwEvent('el', event, mapped).endEvent();
const ending = (event: EventOptions) => begin().endEvent('el', event, mapped);

/** What Zeebe 8.8 does with input and output mappings on each kind of element. */
interface Case {
  readonly what: string;
  readonly drawn: ProcessBuilder;
  readonly effect: 'none' | 'outputs' | 'both';
  readonly act: ((world: ProcessTest, instance: TestInstance) => void) | undefined;
}

const mapping = (what: string, drawn: ProcessBuilder, effect: Case['effect'], act?: Case['act']): Case => ({
  what,
  drawn,
  effect,
  act,
});

const cases: readonly Case[] = [
  mapping('an abstract task', begin().task('el', mapped).endEvent(), 'none'),
  mapping('a manual task', begin().manualTask('el', mapped).endEvent(), 'none'),
  mapping('a script task', begin().scriptTask('el', { expression: 'read', result: 'r' }, mapped).endEvent(), 'both'),
  mapping('a user task', begin().userTask('el', mapped).endEvent(), 'both', (_world, instance) =>
    instance.completeUserTask('el'),
  ),
  mapping('a service task', begin().serviceTask('el', mapped).endEvent(), 'both', (_world, instance) =>
    instance.completeJob('el'),
  ),
  mapping(
    'a receive task',
    begin().receiveTask('el', { message: 'm', correlationKey: '"k"' }, mapped).endEvent(),
    'both',
    (world) => world.correlate('m', 'k'),
  ),
  mapping(
    'a subprocess',
    begin()
      .subProcess('el', (inside) => inside.startEvent('s').endEvent('e'), mapped)
      .endEvent(),
    'both',
  ),
  mapping('a start event', process('p').startEvent('el', { none: true }, mapped).endEvent(), 'outputs'),
  mapping('an exclusive gateway', begin().exclusiveGateway('el', mapped).endEvent(), 'none'),
  mapping('a parallel gateway', begin().parallelGateway('el', mapped).endEvent(), 'none'),
  mapping('an inclusive gateway', begin().inclusiveGateway('el', mapped).endEvent(), 'none'),
  mapping(
    'a caught timer',
    begin()
      .catchEvent('el', { timer: { duration: 'PT1S' } }, mapped)
      .endEvent(),
    'both',
    (world) => world.advance('PT1S'),
  ),
  mapping(
    'a caught message',
    begin().catchEvent('el', { message: 'm', correlationKey: '"k"' }, mapped).endEvent(),
    'both',
    (world) => world.correlate('m', 'k'),
  ),
  mapping('a caught signal', begin().catchEvent('el', { signal: 's' }, mapped).endEvent(), 'both', (world) =>
    world.signal('s'),
  ),
  mapping(
    'a link',
    begin().throwEvent('jump', { link: 'L' }).unlinked().catchEvent('el', { link: 'L' }, mapped).endEvent(),
    'outputs',
  ),
  mapping('a throw event without a trigger', throwing({ none: true }), 'outputs'),
  mapping('a thrown signal', throwing({ signal: 's' }), 'both'),
  mapping('a thrown message', throwing({ job: 'send' }), 'both', (_world, instance) => instance.completeJob('send')),
  mapping('a thrown escalation', throwing({ escalation: 'E' }), 'outputs'),
  mapping('a thrown compensation', throwing({ compensation: null }), 'none'),
  mapping('an end event', ending({ none: true }), 'outputs'),
  mapping('a signal end event', ending({ signal: 's' }), 'both'),
  mapping('a message end event', ending({ job: 'send' }), 'both', (_world, instance) => instance.completeJob('send')),
  mapping('an escalation end event', ending({ escalation: 'E' }), 'outputs'),
  mapping('a terminate end event', ending({ terminate: true }), 'none'),
  mapping('a compensation end event', ending({ compensation: null }), 'none'),
  mapping(
    'a boundary event',
    begin().userTask('host').endEvent('a').boundaryEvent('el', 'host', { signal: 's' }, mapped).endEvent('b'),
    'outputs',
    (world) => world.signal('s'),
  ),
];

const linesOf: Readonly<Record<Case['effect'], readonly string[]>> = {
  none: [],
  outputs: ['set p.written = 6'],
  both: ['set el.read = 5', 'set p.written = 6'],
};

describe('input and output mappings', () => {
  it.each(cases)('of $what', async ({ drawn, effect, act }) => {
    const world = new ProcessTest(await loadProcesses([drawn.toXml()]));
    const instance = world.start();
    act?.(world, instance);
    expect(instance.trace({ show: ['variables'] }).filter((line) => !line.includes('.r = '))).toEqual(linesOf[effect]);
    expect(instance.status).toBe('completed');
  });
});
