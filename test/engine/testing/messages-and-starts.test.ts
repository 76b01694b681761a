import { describe, expect, it } from 'vitest';
import { loadProcesses, process, ProcessTest } from '#engine/testing/index.ts';
import type { EventOptions, ProcessBuilder } from '#engine/testing/index.ts';

async function worldOf(...builders: readonly ProcessBuilder[]): Promise<ProcessTest> {
  return new ProcessTest(await loadProcesses(builders.map((one) => one.toXml())));
}

const byMessage = (id = 'shipping'): ProcessBuilder =>
  process(id).startEvent('paid', { message: 'payment' }).userTask('ship').endEvent();
const waiting = process('order')
  .startEvent()
  .serviceTask('prepare')
  .receiveTask('await', { message: 'payment', correlationKey: 'id' })
  .endEvent();

describe('messages in a test world', () => {
  it('start an instance where a start event waits for them', async () => {
    const world = await worldOf(byMessage());
    expect(world.correlate('payment', 'A-1', { amount: 3 })).toBe(1);
    const [started] = world.instances;
    expect(started?.active()).toEqual(['ship']);
    expect(started?.variables()).toEqual({ amount: 3 });
  });

  it('start no second instance with the same key while the first one lives', async () => {
    const world = await worldOf(byMessage());
    world.correlate('payment', 'A-1');
    expect(world.correlate('payment', 'A-1')).toBe(0);
    expect(world.correlate('payment', 'A-2')).toBe(1);
    world.instances[0]?.completeUserTask('ship');
    expect(world.correlate('payment', 'A-1')).toBe(1);
  });

  it('start as many as they like without a key', async () => {
    const world = await worldOf(byMessage());
    expect([world.correlate('payment', ''), world.correlate('payment', '')]).toEqual([1, 1]);
  });

  it('are kept for those that come to wait later, in order, once for each process', async () => {
    const world = await worldOf(waiting);
    const options = { timeToLive: 'PT1H' };
    expect(world.correlate('payment', 'A-1', { amount: 1 }, options)).toBe(0);
    world.correlate('payment', 'A-1', { amount: 2 }, options);
    const [first, second] = [world.start({ id: 'A-1' }), world.start({ id: 'A-1' })];
    second.completeJob('prepare');
    first.completeJob('prepare');
    expect([second, first].map((one) => one.variable('amount'))).toEqual([1, 2]);
  });

  it('start the next instance once the key is free again', async () => {
    const world = await worldOf(byMessage());
    world.correlate('payment', 'A-1');
    world.correlate('payment', 'A-1', { second: true }, { timeToLive: 1_000 });
    expect(world.instances).toHaveLength(1);
    world.instances[0]?.completeUserTask('ship');
    expect(world.instances[1]?.variables()).toEqual({ second: true });
  });

  it('are over when their time to live has passed', async () => {
    const world = await worldOf(waiting);
    world.correlate('payment', 'A-1', {}, { timeToLive: 'PT1H' });
    world.advance('PT1H');
    const order = world.start({ id: 'A-1' }).completeJob('prepare');
    expect(order.waiting()).toEqual(['message payment (A-1) at await']);
  });

  it('with an id that is still kept are not taken again', async () => {
    const world = await worldOf(waiting);
    const options = { timeToLive: 'PT1H', messageId: 'first' };
    world.correlate('payment', 'A-1', {}, options);
    world.correlate('payment', 'A-1', {}, options);
    const orders = [world.start({ id: 'A-1' }), world.start({ id: 'A-1' })];
    for (const order of orders) order.completeJob('prepare');
    expect(orders.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  });

  it('go to one instance and one start of each process', async () => {
    const world = await worldOf(waiting, byMessage());
    const order = world.start({ id: 'A-1' }, { process: 'order' }).completeJob('prepare');
    expect(world.correlate('payment', 'A-1')).toBe(2);
    expect(order.isEnded).toBe(true);
  });

  it('pass a suspended instance by', async () => {
    const world = await worldOf(waiting);
    const order = world.start({ id: 'A-1' }).completeJob('prepare').suspend();
    expect(world.correlate('payment', 'A-1')).toBe(0);
    order.resume();
    expect(world.correlate('payment', 'A-1')).toBe(1);
  });

  it('that a process throws natively are kept as long as it says', async () => {
    const throwing = process('shop')
      .startEvent()
      .throwEvent(
        'tell',
        { message: 'payment' },
        { extensions: '<zeebe:publishMessage correlationKey="A-1" timeToLive="PT1H"/>' },
      )
      .endEvent();
    const world = await worldOf(throwing, waiting);
    world.start({}, { process: 'shop' });
    const order = world.start({ id: 'A-1' }, { process: 'order' }).completeJob('prepare');
    expect(order.isEnded).toBe(true);
  });
});

describe('start events in a test world', () => {
  it('are triggered by a signal', async () => {
    const world = await worldOf(process('p').startEvent('heard', { signal: 'alarm' }).userTask('see').endEvent());
    expect(world.signal('alarm', { floor: 3 })).toBe(1);
    expect(world.instances[0]?.variables()).toEqual({ floor: 3 });
  });

  it('are triggered by the clock, as often as they say', async () => {
    const world = await worldOf(
      process('p')
        .startEvent('hourly', { timer: { cycle: 'R3/PT1H' } })
        .catchEvent('rest', { timer: { duration: 'PT90M' } })
        .endEvent(),
    );
    world.advance('PT2H30M');
    expect(world.instances.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    world.advance('P1D');
    expect(world.instances).toHaveLength(3);
  });

  it('are triggered by variables of which their condition is true', async () => {
    const world = await worldOf(process('p').startEvent('low', { condition: 'stock < 5' }).userTask('buy').endEvent());
    expect(world.evaluateConditions({ stock: 7 })).toEqual([]);
    const [started] = world.evaluateConditions({ stock: 3 });
    expect(started?.active()).toEqual(['buy']);
    expect(started?.variables()).toEqual({ stock: 3 });
  });
});

describe('start events that wait for several things in a test world', () => {
  const paid = { message: 'paid' };
  const packed = { message: 'packed' };
  const starting = (several: readonly EventOptions[]): ProcessBuilder =>
    process('shipping').startEvent('both', { several, parallel: true }).userTask('ship').endEvent();

  it('start one instance when the last has come, with what all brought; the later wins (MUL5)', async () => {
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

  it('keep apart what has different keys; a part without a key fits the oldest (MUL6)', async () => {
    const world = await worldOf(starting([paid, packed]));
    world.correlate('paid', 'A-1', { order: 1 });
    world.correlate('paid', 'A-2', { order: 2 });
    world.correlate('packed', 'A-2');
    expect(world.instances.map((one) => one.variable('order'))).toEqual([2]);
    world.correlate('packed', '');
    expect(world.instances.map((one) => one.variable('order'))).toEqual([2, 1]);
  });

  it('give the key of a message to what came without one (MUL6)', async () => {
    const world = await worldOf(starting([paid, packed, { signal: 'open' }]));
    world.signal('open');
    world.correlate('paid', 'A-1');
    world.correlate('packed', 'A-2');
    expect(world.gatherings).toEqual([
      'both (A-1): 2 of 3 came, waits for message packed',
      'both (A-2): 1 of 3 came, waits for message paid, signal open',
    ]);
  });

  it('bring a signal to each that lacks it, and lose none that comes again (MUL6)', async () => {
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

  it('wait for the clock and for a condition too (MUL5)', async () => {
    const world = await worldOf(starting([{ timer: { duration: 'PT1H' } }, { condition: 'stock < 5' }, paid]));
    world.advance('PT2H');
    world.evaluateConditions({ stock: 7 });
    world.correlate('paid', '');
    expect(world.gatherings).toEqual(['both: 2 of 3 came, waits for condition stock < 5']);
    expect(world.evaluateConditions({ stock: 3 }).map((one) => one.variables())).toEqual([{ stock: 3 }]);
  });

  it('wait for their key: messages in the inbox, what a signal has completed as it is (MUL7)', async () => {
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

  it('hold what is complete until its key is free (MUL7)', async () => {
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

  it('map what all brought (STA1)', async () => {
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
