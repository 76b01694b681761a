import { describe, expect, it } from 'vitest';
import { process } from '#engine/testing/index.ts';
import type { MultiInstanceOptions, ProcessBuilder } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const begin = (): ProcessBuilder => process('p').startEvent();

describe('multi-instance', () => {
  const each = (options: Partial<MultiInstanceOptions> = {}): ProcessBuilder =>
    begin()
      .serviceTask('pack', {
        multiInstance: {
          inputCollection: 'items',
          inputElement: 'item',
          outputCollection: 'packed',
          outputElement: 'parcel',
          ...options,
        },
      })
      .endEvent();

  it('reads its collection once; overwriting the variable changes nothing (MI1)', async () => {
    const { instance } = await given(each({ sequential: true }), { items: ['a', 'b'] });
    instance.setVariables({ items: 'gone' }).completeJob('pack', { parcel: 1 });
    expect(instance.variable('item', 'pack')).toBeUndefined();
    instance.completeJob('pack', { parcel: 2 });
    expect(instance.variable('packed')).toEqual([1, 2]);
  });

  it.each([4, null])('%j is no collection: an incident (MI1)', async (items) => {
    const { instance } = await given(each(), { items });
    expect(instance.incidents()).toEqual([expect.stringMatching(/^EXTRACT_VALUE_ERROR at pack/)]);
  });

  it('starts one item after the other, or all at once, each with its own item and counter (MI2)', async () => {
    const sequential = await given(each({ sequential: true }), { items: ['a', 'b'] });
    expect(sequential.instance.active()).toEqual(['pack']);
    const parallel = await given(each(), { items: ['a', 'b'] });
    const inner = Object.values(parallel.instance.state.elements).filter(({ kind }) => kind === 'serviceTask');
    expect(inner.map(({ variables }) => [variables.item, variables.loopCounter])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('outputs stand at the index of their item, whatever the order (MI3)', async () => {
    const { instance } = await given(each(), { items: ['a', 'b', 'c'] });
    const jobs = Object.entries(instance.state.waits).flatMap(([key, { kind }]) => (kind === 'job' ? [key] : []));
    for (const [index, job] of jobs.reverse().entries()) {
      instance.request({ type: 'completeJob', job, variables: { parcel: index } });
    }
    expect(instance.variable('packed')).toEqual([2, 1, 0]);
  });

  it('an empty collection completes at once with an empty result (MI3)', async () => {
    const { instance } = await given(each(), { items: [] });
    expect(instance.variables()).toEqual({ items: [], packed: [] });
  });

  it('its completion condition sees the counts and ends the rest (MI4)', async () => {
    const completionCondition = 'numberOfCompletedInstances = 2 and numberOfActiveInstances = 1';
    const { instance } = await given(each({ completionCondition }), { items: [1, 2, 3] });
    instance.completeJob('pack', { parcel: 'x' }).completeJob('pack', { parcel: 'y' });
    expect(instance.status).toBe('completed');
    expect(instance.variable('packed')).toEqual(['x', 'y', null]);
  });

  it('what a call has been given of the outputs stays as it was (MI3)', async () => {
    // given
    const builder = begin()
      .callActivity(
        'pack',
        { process: 'packing', allToChild: true },
        { multiInstance: { inputCollection: 'items', outputCollection: 'packed', outputElement: 'loopCounter + 0' } },
      )
      .endEvent();
    const packing = process('packing').startEvent().userTask('do').endEvent();
    const { world, instance } = await given(builder, { items: [1, 2] }, { others: [packing] });
    // when
    world.instances[1]?.completeUserTask('do');
    // then
    const [call] = Object.values(instance.state.outstanding).filter(({ type }) => type === 'callProcess');
    expect(call).toMatchObject({ variables: { packed: [null, null] } });
  });

  it('what an item writes to its output element stays with it (MI5), other names go outwards (MI6)', async () => {
    const { instance } = await given(each(), { items: [1] });
    instance.completeJob('pack', { parcel: 1, noted: true });
    expect(instance.variables()).toEqual({ items: [1], packed: [1], noted: true });
  });

  it('a boundary event belongs to the whole (MI7)', async () => {
    const builder = each()
      .boundaryEvent('late', 'pack', { timer: { duration: 'PT1H' } })
      .userTask('chase')
      .endEvent();
    const { world, instance } = await given(builder, { items: [1, 2] });
    world.advance('PT1H');
    expect(instance.active()).toEqual(['chase']);
  });

  it('no event carries the collection (MI8)', async () => {
    const items = Array.from({ length: 1_000 }, (_, index) => index);
    const { instance } = await given(each(), { items });
    const own = instance.events.filter((event) => event.type !== 'variableSet' || event.name !== 'items');
    expect(Math.max(...own.map((event) => JSON.stringify(event).length))).toBeLessThan(1_024);
  });
});

describe('standard loop', () => {
  const loop = (options: object): ProcessBuilder => begin().serviceTask('try', { standardLoop: options }).endEvent();

  it('runs again while its condition holds, up to its maximum (LOP1)', async () => {
    const { instance } = await given(loop({ condition: 'again', maximum: 3 }));
    instance.completeJob('try', { again: true });
    expect(
      Object.values(instance.state.elements).find(({ kind }) => kind === 'serviceTask')?.variables.loopCounter,
    ).toBe(2);
    instance.completeJob('try', { again: true }).completeJob('try', { again: true });
    expect(instance.status).toBe('completed');
    const once = await given(loop({ condition: 'again' }));
    once.instance.completeJob('try', { again: false });
    expect(once.instance.status).toBe('completed');
  });

  it('with testBefore it may not run at all (LOP2)', async () => {
    const { instance } = await given(loop({ condition: 'again', testBefore: true }), { again: false });
    expect(instance.status).toBe('completed');
    expect(instance.trace()).not.toContain('activated try');
  });
});
