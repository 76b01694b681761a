import { describe, expect, it } from 'vitest';
import {
  coverageOf,
  coverageOfWorlds,
  coverageText,
  loadProcesses,
  process,
  ProcessTest,
} from '#engine/testing/index.ts';
import type { TestInstance } from '#engine/testing/index.ts';

const order = process('order')
  .startEvent()
  .serviceTask('charge')
  .exclusiveGateway('paid')
  .flow({ condition: 'ok' })
  .catchEvent('wait', { timer: { duration: 'P1D' } })
  .endEvent('shipped')
  .from('paid')
  .flow({ default: true })
  .userTask('call')
  .endEvent('lost');

describe('process test kit', () => {
  it('tells the story of an instance, line by line', async () => {
    const world = new ProcessTest(await loadProcesses(order.toXml()));
    const instance = world.start({ total: 3 });
    instance.completeJob('charge', { ok: true });
    world.advance('P1D');
    expect(instance.trace({ show: ['flows'] })).toEqual([
      'taken start_charge',
      'taken charge_paid',
      'taken paid_wait',
      'taken wait_shipped',
    ]);
    expect(instance.variables()).toEqual({ total: 3, ok: true });
  });

  it('stops a process that hears for ever what it sends', async () => {
    const publish = '<zeebe:publishMessage correlationKey="=k" timeToLive="PT1H"/>';
    const echo = process('echo')
      .startEvent()
      .throwEvent('send', { message: 'again' }, { extensions: publish })
      .receiveTask('hear', { message: 'again', correlationKey: 'k' })
      .to('send');
    const world = new ProcessTest(await loadProcesses(echo.toXml()));
    expect(() => world.start({ k: 'K' })).toThrow(/'echo' does not come to rest.*completed hear/);
  });

  it('says what no test has reached', async () => {
    const processes = await loadProcesses(order.toXml());
    const world = new ProcessTest(processes);
    const linked = world.start().completeJob('charge', { ok: true }).linked;
    expect(coverageText(coverageOf(linked, world.events))).toBe(
      [
        'order: 57 % of elements and flows',
        '  never active: shipped, call, lost',
        '  never taken:  wait_shipped, paid_call, call_lost',
      ].join('\n'),
    );
  });

  it('keeps the coverage of a called process apart from its caller, over all worlds', async () => {
    const caller = process('caller').startEvent().callActivity('call', { process: 'order' }).endEvent();
    const processes = await loadProcesses([caller.toXml(), order.toXml()]);
    const worlds = [true, false].map((ok) => {
      const world = new ProcessTest(processes);
      world.start({}, { process: 'caller' });
      world.instances[1]?.completeJob('charge', { ok });
      return world;
    });
    expect(coverageOfWorlds(worlds).map(coverageText)).toEqual([
      ['caller: 66 % of elements and flows', '  never active: end', '  never taken:  call_end'].join('\n'),
      [
        'order: 71 % of elements and flows',
        '  never active: shipped, lost',
        '  never taken:  wait_shipped, call_lost',
      ].join('\n'),
    ]);
  });

  it('says where an instance stands when a test asks for something else', async () => {
    const world = new ProcessTest(await loadProcesses(order.toXml()));
    const instance = world.start();
    expect(() => instance.completeUserTask('call')).toThrow(
      'There is no open user task call; it waits for: job charge at charge',
    );
    expect(() => instance.elementKey('wait')).toThrow('wait is not active; it waits for: job charge at charge');
    instance.cancel();
    expect(() => instance.completeJob('charge')).toThrow('There is no open job charge; the instance is terminated');
  });

  it.each([
    [
      'a job',
      (one: TestInstance) => one.completeJob('chrage'),
      "order has no element or job type 'chrage'; did you mean 'charge'?",
    ],
    [
      'a user task',
      (one: TestInstance) => one.completeUserTask('cal'),
      "order has no element 'cal'; did you mean 'call'?",
    ],
    [
      'an element to go on at',
      (one: TestInstance) => one.modify({ terminate: ['ship'] }),
      "order has no element 'ship'",
    ],
    ['an incident', (one: TestInstance) => one.resolveIncident('Charge'), "did you mean 'charge'?"],
  ])('tells what was probably meant by the name of %s that the diagram does not have', async (_, act, message) => {
    const instance = new ProcessTest(await loadProcesses(order.toXml())).start();
    expect(() => act(instance)).toThrow(message);
  });

  it('tells the processes that there are when asked for another, or for none of several', async () => {
    const world = new ProcessTest(
      await loadProcesses([order.toXml(), process('other').startEvent().endEvent().toXml()]),
    );
    expect(() => world.start({}, { process: 'odrer' })).toThrow("There is no process 'odrer'; there are: order, other");
    expect(() => world.start()).toThrow('Say which process to start; there are: order, other');
    expect(() => world.start({}, { process: 'order', startEvent: 'begin' })).toThrow("order has no element 'begin'");
  });

  it('does what an operator can do', async () => {
    // given
    const world = new ProcessTest(await loadProcesses(order.toXml()));
    const instance = world.start();
    // when
    instance.modify({ activate: ['wait'], terminate: ['charge'] }).suspend();
    world.advance('P2D');
    // then
    expect(instance.active()).toEqual(['wait']);
    expect(instance.resume().completions('shipped')).toBe(1);
    const other = world.start().move('charge', 'call');
    expect(other.active()).toEqual(['call']);
  });

  it('refuses a faulty diagram with the element and the remedy', async () => {
    const faulty = process('p').startEvent().scriptTask('sum', { expression: '1 +', result: 'x' }).endEvent();
    await expect(loadProcesses(faulty.toXml())).rejects.toThrow(/^sum:/);
  });

  it('is the same on every run, random values included', async () => {
    const processes = await loadProcesses(
      process('p').startEvent().scriptTask('draw', { expression: 'uuid()', result: 'id' }).endEvent().toXml(),
    );
    const draw = (seed: string): unknown => new ProcessTest(processes, { seed }).start().variable('id');
    expect(draw('one')).toBe(draw('one'));
  });
});
