import { describe, expect, it } from 'vitest';
import { loadProcesses, process, ProcessTest } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const begin = (): ProcessBuilder => process('p').startEvent();

describe('data objects', () => {
  it('are the variable of their name, given to the activity under its own (DAT1)', async () => {
    const drawn = begin()
      .serviceTask('pack', { reads: [{ item: 'order', as: 'parcel' }], inputs: { size: 'parcel.size' } })
      .endEvent()
      .dataObject('order', 'order [paid]');
    const { instance } = await given(drawn, { order: { size: 3 } });
    expect(instance.variables('pack')).toEqual({ order: { size: 3 }, parcel: { size: 3 }, size: 3 });
    instance.completeJob('pack');
    expect(instance.variables()).toEqual({ order: { size: 3 } });
  });

  it('can be transformed on their way in; a failure is an incident (DAT1)', async () => {
    const drawn = begin()
      .serviceTask('pack', { reads: [{ item: 'order', as: 'twice', transformation: 'order.size * 2' }] })
      .endEvent()
      .dataObject('order', 'order');
    const { instance } = await given(drawn, { order: { size: 3 } });
    expect(instance.variable('twice', 'pack')).toBe(6);
  });

  it('drawn without a name or transformation they change nothing (DAT1)', async () => {
    const plain = begin()
      .serviceTask('pack', { reads: [{ item: 'order' }], writes: [{ item: 'order' }], inputs: { order: '5' } })
      .endEvent()
      .dataObject('order', 'order');
    const { instance } = await given(plain, { order: 1 });
    instance.completeJob('pack', { other: 2 });
    expect(instance.variables()).toEqual({ order: 1, other: 2 });
  });

  it('take the result past the output mappings, under the name that the activity gives it (DAT3)', async () => {
    const drawn = begin()
      .serviceTask('pack', {
        writes: [
          { item: 'parcel', as: 'box' },
          { item: 'label', transformation: 'upper case(text)' },
        ],
        outputs: { done: 'true' },
      })
      .endEvent()
      .dataObject('parcel', 'parcel')
      .dataObject('label', 'label');
    const { instance } = await given(drawn);
    instance.completeJob('pack', { box: 7, text: 'fragile', noise: 1 });
    expect(instance.variables()).toEqual({ parcel: 7, label: 'FRAGILE', done: true });
  });

  it('of a subprocess stay in it when they are its locals (DAT3)', async () => {
    const drawn = begin()
      .subProcess(
        'sub',
        (inside) =>
          inside
            .startEvent('s')
            .serviceTask('t', { writes: [{ item: 'total' }], outputs: { x: '1' } })
            .userTask('u')
            .endEvent('e')
            .dataObject('total', 'total'),
        {
          inputs: { total: '0' },
        },
      )
      .endEvent();
    const { instance } = await given(drawn);
    instance.completeJob('t', { total: 9 });
    expect(instance.variable('total', 'u')).toBe(9);
    instance.completeUserTask('u');
    expect(instance.variables()).toEqual({ x: 1 });
  });
});

describe('assignments', () => {
  /** An association from a data item to a property of the activity, or back, as XML. */
  const association = (
    side: 'Input' | 'Output',
    parts: readonly (readonly [from: string, to: string])[],
    item: string | null,
  ): string => {
    const assignments = parts.map(
      ([from, to]) =>
        `<bpmn:assignment><bpmn:from xsi:type="bpmn:tFormalExpression">${from}</bpmn:from><bpmn:to xsi:type="bpmn:tFormalExpression">${to}</bpmn:to></bpmn:assignment>`,
    );
    const source = side === 'Input' ? item : 'own';
    const target = side === 'Input' ? 'own' : item;
    const ends = `${source === null ? '' : `<bpmn:sourceRef>${source}</bpmn:sourceRef>`}<bpmn:targetRef>${target ?? ''}</bpmn:targetRef>`;
    return `<bpmn:property id="own" name="parcel"/><bpmn:data${side}Association>${ends}${assignments.join('')}</bpmn:data${side}Association>`;
  };
  const packing = (body: string): ProcessBuilder =>
    begin().serviceTask('pack', { body }).endEvent().dataObject('order', 'order').dataStore('depot', 'depot');

  it('make what the activity reads out of parts, in order (DAT5)', async () => {
    const body = association(
      'Input',
      [
        ['=order.size * 2', 'parcel.size'],
        ['fragile', 'label.text'],
        ['=order.id', 'label.id'],
      ],
      'order',
    );
    const { instance } = await given(packing(body), { order: { id: 'A-1', size: 3 } });
    expect(instance.variable('parcel', 'pack')).toEqual({ size: 6, label: { text: 'fragile', id: 'A-1' } });
  });

  it('write parts of a data object and leave the others (DAT5)', async () => {
    const body = association(
      'Output',
      [
        ['=parcel.weight', 'order.weight'],
        ['=weighedAt', 'state.at'],
      ],
      'order',
    );
    const { instance } = await given(packing(body), { order: { id: 'A-1', state: { by: 'ann' } } });
    instance.completeJob('pack', { parcel: { weight: 2 }, weighedAt: 'dock' });
    expect(instance.variable('order')).toEqual({ id: 'A-1', weight: 2, state: { by: 'ann', at: 'dock' } });
  });

  it('without a data item give the activity constants and values (DAT5)', async () => {
    const body = association('Input', [['=total + 1', 'parcel']], null);
    const { instance } = await given(packing(body), { total: 4 });
    expect(instance.variable('parcel', 'pack')).toBe(5);
  });

  it('make the whole of a data store (DAT5)', async () => {
    const body = association('Output', [['=parcel', 'last.parcel']], 'depot');
    const { world, instance } = await given(packing(body));
    instance.completeJob('pack', { parcel: 7 });
    expect(world.dataStores.get('depot')).toEqual({ last: { parcel: 7 } });
  });

  it('that fail are an incident (DAT5)', async () => {
    const body = association('Input', [['=assert(order.size, false)', 'parcel']], 'order');
    const { instance } = await given(packing(body), { order: {} });
    expect(instance.waiting()).toEqual(['incident IO_MAPPING_ERROR at pack']);
  });
});

describe('data of events', () => {
  it('what a catch event brings goes into its data objects, past its output mappings (DAT6)', async () => {
    const drawn = begin()
      .catchEvent(
        'paid',
        { message: 'paid', correlationKey: 'id' },
        { writes: [{ item: 'payment', as: 'amount' }], outputs: { done: 'true' } },
      )
      .userTask('next')
      .endEvent()
      .dataObject('payment', 'payment');
    const { world, instance } = await given(drawn, { id: 'A' });
    world.correlate('paid', 'A', { amount: 12, noise: 1 });
    expect(instance.variables()).toEqual({ id: 'A', payment: 12, done: true });
  });

  it('so does what starts an instance, and what a boundary event brings (DAT6)', async () => {
    const drawn = process('p')
      .startEvent('go', { message: 'go' }, { writes: [{ item: 'first', as: 'given' }], outputs: { id: 'given' } })
      .userTask('wait')
      .endEvent()
      .boundaryEvent(
        'more',
        'wait',
        { message: 'more', correlationKey: 'id' },
        { writes: [{ item: 'stock', as: 'count' }], interrupting: false },
      )
      .endEvent()
      .dataObject('first', 'first')
      .dataStore('stock', 'stock');
    const { world, instance } = await given(drawn, { given: 'G' }, { startEvent: 'go' });
    world.correlate('more', 'G', { count: 3 });
    expect(instance.variables()).toMatchObject({ first: 'G', id: 'G' });
    expect(world.dataStores.get('stock')).toBe(3);
  });

  it('a throw event sends what it reads (DAT6)', async () => {
    const receiver = process('receiver')
      .startEvent()
      .catchEvent('heard', { signal: 'news' })
      .userTask('act')
      .endEvent();
    const sender = begin()
      .throwEvent('tell', { signal: 'news' }, { reads: [{ item: 'order' }, { item: 'stock', as: 'left' }] })
      .endEvent()
      .dataObject('order', 'order')
      .dataStore('stock', 'stock');
    const world = new ProcessTest(await loadProcesses([sender.toXml(), receiver.toXml()]));
    world.dataStores.set('stock', 5);
    const listener = world.start({}, { process: 'receiver' });
    const thrower = world.start({ order: 'A-1', secret: 1 }, { process: 'p' });
    expect(listener.variables()).toEqual({ order: 'A-1', left: 5 });
    expect(thrower.status).toBe('completed');
  });
});

describe('data stores', () => {
  const stocked = (): ProcessBuilder =>
    begin()
      .serviceTask('count', { reads: [{ item: 'stock' }], writes: [{ item: 'stock', transformation: 'counted + 1' }] })
      .endEvent()
      .dataStore('stock', 'stock');

  it('keep their value beyond the process; unwritten it is no variable (DAT2, DAT3)', async () => {
    const { world, instance } = await given(stocked());
    expect(instance.variables('count')).toEqual({});
    instance.completeJob('count', { counted: 4 });
    expect(instance.status).toBe('completed');
    const second = world.start();
    expect(second.variables('count')).toEqual({ stock: 5 });
    expect(second.trace({ show: ['elements', 'variables'] })).toContain('set count.stock = 5');
  });

  it('are read and written under the id where their name is no variable (DAT2)', async () => {
    const drawn = begin()
      .serviceTask('count', { reads: [{ item: 'stock', as: 'before' }], writes: [{ item: 'stock' }] })
      .endEvent()
      .dataStore('stock', 'Stock in Leipzig');
    const world = new ProcessTest(await loadProcesses([drawn.toXml()]));
    world.dataStores.set('Stock in Leipzig', 8);
    const instance = world.start();
    expect(instance.variables('count')).toEqual({ before: 8 });
    instance.completeJob('count', { stock: 9 });
    expect(world.dataStores.get('Stock in Leipzig')).toBe(9);
  });

  it('a multi-instance item reads and writes for itself (DAT2, DAT3)', async () => {
    const drawn = begin()
      .serviceTask('count', {
        reads: [{ item: 'stock' }],
        writes: [{ item: 'stock', transformation: '(if stock = null then 0 else stock) + item' }],
        multiInstance: { inputCollection: '[1, 2, 3]', inputElement: 'item', sequential: true },
      })
      .endEvent()
      .dataStore('stock', 'stock');
    const { world, instance } = await given(drawn);
    for (let round = 0; round < 3; round += 1) instance.completeJob('count');
    expect(world.dataStores.get('stock')).toBe(6);
    expect(instance.status).toBe('completed');
  });

  it('that fail are an incident; resolved they are read, or written, again (DAT4)', async () => {
    let message: string | null = 'down';
    const { world, instance } = await given(stocked(), {}, { failStore: () => message });
    expect(instance.incidents()).toEqual(["UNKNOWN at count: Data store 'stock' could not be read: down"]);
    message = null;
    instance.resolveIncident();
    message = 'full';
    instance.completeJob('count', { counted: 1 });
    expect(instance.incidents()).toEqual(["UNKNOWN at count: Data store 'stock' could not be written: full"]);
    message = null;
    instance.resolveIncident();
    expect(world.dataStores.get('stock')).toBe(2);
    expect(instance.status).toBe('completed');
  });
});
