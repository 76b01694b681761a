import { describe, expect, it } from 'vitest';
import { loadProcesses, process, ProcessTest } from '#engine/testing/index.ts';
import type { EventOptions, ProcessBuilder } from '#engine/testing/index.ts';

async function worldOf(builder: ProcessBuilder): Promise<ProcessTest> {
  return new ProcessTest(await loadProcesses(builder.toXml()));
}

describe('a parallel multiple start event of a process', () => {
  const paid = { message: 'paid' };
  const packed = { message: 'packed' };
  const starting = (several: readonly EventOptions[]): ProcessBuilder =>
    process('shipping').startEvent('both', { several, parallel: true }).userTask('ship').endEvent();

  it('starts one instance when the last part has come, with what all brought; the later wins (MUL5)', async () => {
    const world = await worldOf(starting([paid, packed, { signal: 'open' }]));
    expect(world.correlate('paid', 'A-1', { amount: 3, by: 'card' })).toBe(1);
    world.signal('open', { by: 'signal', dock: 7 });
    expect(world.instances).toHaveLength(0);
    expect(world.gatherings).toEqual(['both (A-1): 2 of 3 came, waits for message packed']);
    world.correlate('packed', 'A-1', { boxes: 2 });
    expect(world.instances.map((one) => one.variables())).toEqual([{ amount: 3, by: 'signal', dock: 7, boxes: 2 }]);
    expect(world.instances[0]?.active()).toEqual(['ship']);
    expect(world.gatherings).toEqual([]);
  });

  it('keeps apart what has different keys; a part without a key goes to the oldest (MUL6)', async () => {
    const world = await worldOf(starting([paid, packed]));
    world.correlate('paid', 'A-1', { order: 1 });
    world.correlate('paid', 'A-2', { order: 2 });
    world.correlate('packed', 'A-2');
    expect(world.instances.map((one) => one.variable('order'))).toEqual([2]);
    world.correlate('packed', '');
    expect(world.instances.map((one) => one.variable('order'))).toEqual([2, 1]);
  });

  it('gives the key of a message to what came without one (MUL6)', async () => {
    const world = await worldOf(starting([paid, packed, { signal: 'open' }]));
    world.signal('open');
    world.correlate('paid', 'A-1');
    world.correlate('packed', 'A-2');
    expect(world.gatherings).toEqual([
      'both (A-1): 2 of 3 came, waits for message packed',
      'both (A-2): 1 of 3 came, waits for message paid, signal open',
    ]);
  });

  it('brings a signal to each that lacks it, and loses none that comes again (MUL6)', async () => {
    const world = await worldOf(starting([paid, { signal: 'open' }]));
    world.correlate('paid', 'A-1');
    world.correlate('paid', 'A-2');
    world.signal('open');
    expect(world.instances).toHaveLength(2);
    world.signal('open');
    world.signal('open');
    expect(world.gatherings).toHaveLength(2);
    world.correlate('paid', 'A-3');
    world.correlate('paid', 'A-4');
    expect(world.instances).toHaveLength(4);
  });

  it('waits for the clock and for a condition too (MUL5)', async () => {
    const world = await worldOf(starting([{ timer: { duration: 'PT1H' } }, { condition: 'stock < 5' }, paid]));
    world.advance('PT2H');
    world.evaluateConditions({ stock: 7 });
    world.correlate('paid', '');
    expect(world.gatherings).toEqual(['both: 2 of 3 came, waits for condition stock < 5']);
    expect(world.evaluateConditions({ stock: 3 }).map((one) => one.variables())).toEqual([{ stock: 3 }]);
  });

  it('leaves a message in the inbox while its key is held (MUL7)', async () => {
    // given: an instance holds A-1
    const world = await worldOf(starting([paid, { signal: 'open' }]));
    world.correlate('paid', 'A-1', { order: 1 });
    world.signal('open');
    // when
    expect(world.correlate('paid', 'A-1', { lost: true })).toBe(0);
    world.correlate('paid', 'A-1', { order: 2 }, { timeToLive: 'PT1H' });
    world.signal('open');
    expect(world.gatherings).toEqual(['both: 1 of 2 came, waits for message paid']);
    // then
    world.instances[0]?.completeUserTask('ship');
    expect(world.instances.map((one) => one.variables())).toEqual([{ order: 1 }, { order: 2 }]);
  });

  it('holds what is complete until its key is free (MUL7)', async () => {
    // given: two gatherings of one key, both without the signal
    const world = await worldOf(starting([paid, { signal: 'open' }]));
    world.correlate('paid', 'A-1', { order: 1 });
    world.correlate('paid', 'A-1', { order: 2 });
    // when
    world.signal('open');
    // then
    expect(world.instances).toHaveLength(1);
    expect(world.gatherings).toEqual(['both (A-1): 2 of 2 came, waits for its key']);
    world.instances[0]?.completeUserTask('ship');
    expect(world.instances.map((one) => one.variable('order'))).toEqual([1, 2]);
  });

  it('maps what all brought (STA1)', async () => {
    const drawn = process('shipping')
      .startEvent('both', { several: [paid, packed], parallel: true }, { outputs: { total: 'amount + boxes' } })
      .userTask('ship')
      .endEvent();
    const world = await worldOf(drawn);
    world.correlate('paid', 'A-1', { amount: 3 });
    world.correlate('packed', 'A-1', { boxes: 2 });
    expect(world.instances[0]?.variables()).toEqual({ total: 5 });
  });
});
