import { describe, expect, it } from 'vitest';
import { process } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

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
