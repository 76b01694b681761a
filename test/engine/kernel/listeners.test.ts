import { describe, expect, it } from 'vitest';
import { process } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

describe('listeners', () => {
  const listeners = [
    { event: 'start', type: 'before' },
    { event: 'start', type: 'second' },
    { event: 'end', type: 'after' },
  ] as const;

  it('run one after the other, around the work (LSN1)', async () => {
    const { instance } = await given(process('p').startEvent().serviceTask('work', { listeners }).endEvent());
    const seen: string[] = [];
    for (const type of ['before', 'second', 'work', 'after']) {
      seen.push(...instance.waiting());
      instance.completeJob(type);
    }
    expect(seen).toEqual(['job before at work', 'job second at work', 'job work at work', 'job after at work']);
    expect(instance.status).toBe('completed');
  });

  it("what a start listener brings is local, what an end listener brings is the scope's own (LSN2)", async () => {
    const { instance } = await given(
      process('p')
        .startEvent()
        .serviceTask('work', { listeners: [listeners[0], listeners[2]] })
        .endEvent(),
    );
    instance.completeJob('before', { local: 1 }).completeJob('work').completeJob('after', { outer: 2 });
    expect(instance.variables()).toEqual({ outer: 2 });
  });

  it('a failed one is an incident of its own kind; only it is tried again (LSN3)', async () => {
    const { instance } = await given(process('p').startEvent().serviceTask('work', { listeners }).endEvent());
    instance.completeJob('before').failJob('second');
    expect(instance.incidents()).toEqual(['EXECUTION_LISTENER_NO_RETRIES at work: failed']);
    instance.resolveIncident();
    expect(instance.waiting()).toEqual(['job second at work']);
  });

  it('nothing interrupts an element that only waits for its end listeners (LSN4)', async () => {
    const builder = process('p')
      .startEvent()
      .serviceTask('work', { listeners })
      .endEvent()
      .boundaryEvent('late', 'work', { timer: { duration: 'PT1H' } })
      .endEvent('x');
    const { world, instance } = await given(builder);
    instance.completeJob('before').completeJob('second').completeJob('work');
    world.advance('PT2H');
    expect(instance.waiting()).toEqual(['job after at work']);
  });
});

describe('listeners of more than one element', () => {
  const each = process('p')
    .startEvent()
    .serviceTask('task', {
      type: 'work',
      multiInstance: { inputCollection: 'parcels', inputElement: 'parcel' },
      listeners: [
        { event: 'beforeAll', type: 'load' },
        { event: 'start', type: '=kind' },
      ],
    })
    .endEvent();

  it('beforeAll runs once, before the collection is read (LSN5)', async () => {
    const { instance } = await given(each, { kind: 'check' });
    expect(instance.waiting()).toEqual(['job load at task']);
    instance.completeJob('load', { parcels: [1, 2] });
    expect(instance.waiting()).toEqual(['job check at task', 'job check at task']);
    for (let item = 0; item < 2; item += 1) instance.completeJob('check').completeJob('work');
    expect(instance.variables()).toEqual({ kind: 'check' });
  });

  it('a collection that fails lets it bring another one (LSN5, INC1)', async () => {
    const { instance } = await given(each, { kind: 'check' });
    instance.completeJob('load', {});
    expect(instance.incidents()).toEqual([expect.stringMatching(/^EXTRACT_VALUE_ERROR at task/)]);
    instance.resolveIncident().completeJob('load', { parcels: [1] });
    expect(instance.waiting()).toEqual(['job check at task']);
  });

  const cancelListeners =
    '<zeebe:executionListeners><zeebe:executionListener eventType="cancel" type="first"/><zeebe:executionListener eventType="cancel" type="=second"/></zeebe:executionListeners>';

  it('cancel runs after all else has ended, before the instance ends (LSN6, LSN3)', async () => {
    const { instance } = await given(
      process('p', { extensions: cancelListeners }).startEvent().userTask('task').endEvent(),
    );
    instance.cancel();
    expect(instance.trace()).toContain('terminated task');
    expect(instance.waiting()).toEqual(['job first at p']);
    instance.cancel().completeJob('first');
    expect(instance.incidents()).toEqual([expect.stringMatching(/^EXTRACT_VALUE_ERROR at p/)]);
    instance.setVariables({ second: 'last' }).resolveIncident();
    instance.completeJob('first').completeJob('last');
    expect(instance.status).toBe('terminated');
  });

  it('cancel is not asked when the instance completes (LSN6)', async () => {
    const { instance } = await given(
      process('p', { extensions: cancelListeners }).startEvent().userTask('task').endEvent(),
    );
    instance.completeUserTask('task');
    expect(instance.status).toBe('completed');
  });
});

it('a terminate end event ends the rest of its scope behind its end listeners (END2)', async () => {
  // given
  const builder = process('p')
    .startEvent()
    .parallelGateway('fork')
    .userTask('a')
    .endEvent('stop', { terminate: true }, { listeners: [{ event: 'end', type: 'ask' }] })
    .from('fork')
    .userTask('b')
    .endEvent('done');
  const { instance } = await given(builder);
  // when
  instance.completeUserTask('a');
  // then
  expect(instance.active()).toEqual(['b', 'stop']);
  expect(instance.completeJob('ask').status).toBe('completed');
  expect(instance.trace()).toContain('terminated b');
});
