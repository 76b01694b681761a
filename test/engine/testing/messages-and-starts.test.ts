import { describe, expect, it } from 'vitest';
import { loadProcesses, process, ProcessTest } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';

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
