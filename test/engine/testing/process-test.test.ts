import { describe, expect, it } from 'vitest';
import { coverageOf, coverageText, loadProcesses, process, ProcessTest } from '#engine/testing/index.ts';

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

  it('names what it waits for when a test asks for something else', async () => {
    const world = new ProcessTest(await loadProcesses(order.toXml()));
    expect(() => world.start().completeUserTask('call')).toThrow('it waits for: job charge at charge');
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
