import { describe, expect, it } from 'vitest';
import { process } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const both = { several: [{ message: 'paid', correlationKey: 'k' }, { signal: 'ready' }], parallel: true } as const;

/** Each of these waits for both, once. */
const places = {
  'a catch event': process('p').startEvent().catchEvent('event', both).endEvent(),
  'an interrupting boundary event': process('p')
    .startEvent()
    .userTask('host')
    .endEvent()
    .boundaryEvent('event', 'host', both)
    .endEvent('left'),
  'an interrupting event subprocess': process('p')
    .startEvent()
    .userTask('host')
    .endEvent()
    .eventSubProcess('event', both, (inside) => inside.endEvent('left')),
};

describe('a parallel multiple event', () => {
  it.each(Object.entries(places))('%s hears a message once: the next is for others (MUL2)', async (_place, drawn) => {
    // given
    const { world, instance } = await given(drawn, { k: 'A' });
    const waited = instance.waiting();
    // when
    const taken = [world.correlate('paid', 'A', { n: 1 }), world.correlate('paid', 'A', { n: 2 })];
    // then
    expect(taken).toEqual([1, 0]);
    expect(instance.waiting()).toEqual(waited.filter((one) => !one.startsWith('message')));
    world.signal('ready');
    expect(instance.status).toBe('completed');
    expect(instance.variable('n')).toBe(1);
  });
});
