import { describe, expect, it } from 'vitest';
import { currentFlags } from '#engine/contracts/wire/process-instance.ts';
import { process } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const begin = (): ProcessBuilder => process('p').startEvent();
const hour = { timer: { duration: 'PT1H' } } as const;

describe('start and end', () => {
  it('start variables exist before the process activates (INS1)', async () => {
    const { instance } = await given(begin().userTask('u').endEvent(), { x: 1 });
    const types = instance.events.map(({ type }) => type);
    expect(types.indexOf('variableSet')).toBeLessThan(types.indexOf('elementActivated'));
    expect(types[0]).toBe('instanceCreated');
  });

  it('what a message start brings goes through the mappings of its event (STA1)', async () => {
    const builder = process('p')
      .startEvent('begin', { message: 'order' }, { outputs: { id: 'number' } })
      .userTask('u')
      .endEvent();
    const { instance } = await given(builder, { number: 7, noise: 1 }, { startEvent: 'begin' });
    expect(instance.variables()).toEqual({ id: 7 });
  });

  it('an end event ends its own token only (END1), a terminate end event the scope (END2)', async () => {
    const fork = (end: Parameters<ProcessBuilder['endEvent']>[1]): ProcessBuilder =>
      begin().parallelGateway('f').userTask('a').endEvent('e1', end).from('f').userTask('b').endEvent('e2');
    const plain = await given(fork({ none: true }));
    plain.instance.completeUserTask('a');
    expect(plain.instance.active()).toEqual(['b']);
    const terminating = await given(fork({ terminate: true }));
    terminating.instance.completeUserTask('a');
    expect(terminating.instance.status).toBe('completed');
    expect(terminating.instance.trace()).toContain('terminated b');
  });
});

describe('boundary events', () => {
  it('an interrupting one ends its host, then goes on in its place (BND1, BND2)', async () => {
    const builder = begin()
      .userTask('work')
      .endEvent()
      .boundaryEvent('late', 'work', hour)
      .userTask('chase')
      .endEvent();
    const { world, instance } = await given(builder);
    world.advance('PT1H');
    expect(instance.trace().slice(-5)).toEqual([
      'terminated work',
      'activated late',
      'completed late',
      'taken late_chase',
      'activated chase',
    ]);
  });

  it('a non-interrupting one leaves its host alone (BND3)', async () => {
    const builder = begin()
      .userTask('work')
      .endEvent()
      .boundaryEvent('late', 'work', hour, { interrupting: false })
      .userTask('chase')
      .endEvent();
    const { world, instance } = await given(builder);
    world.advance('PT1H');
    expect(instance.active()).toEqual(['chase', 'work']);
  });

  it('sees the inputs of its host in a timer, in names what they are (BND4)', async () => {
    const builder = begin()
      .serviceTask('work', { inputs: { wait: '"PT2H"', name: '"own"' } })
      .endEvent()
      .boundaryEvent('late', 'work', { timer: { duration: '=wait' } }, { interrupting: false })
      .userTask('chase')
      .endEvent()
      .boundaryEvent('heard', 'work', { signal: '=name' }, { interrupting: false })
      .endEvent('told');
    const { world, instance } = await given(builder, { wait: 'PT1H', name: 'around' });
    world.advance('PT1H');
    expect(instance.active()).toEqual(['work']);
    world.advance('PT1H');
    expect(instance.active()).toEqual(['chase', 'work']);
    expect([world.signal('around'), world.signal('own')]).toEqual([0, 1]);
  });

  it('sees in its key what surrounds its host (BND4)', async () => {
    const builder = begin()
      .serviceTask('work', { inputs: { k: '"inside"' } })
      .endEvent()
      .boundaryEvent('told', 'work', { message: 'm', correlationKey: 'k' })
      .endEvent();
    const { world } = await given(builder, { k: 'around' });
    expect([world.correlate('m', 'inside'), world.correlate('m', 'around')]).toEqual([0, 1]);
  });

  it('of an instance from before flag 10 sees what surrounds its host (BND4)', async () => {
    const late = begin()
      .serviceTask('work', { inputs: { wait: '"PT2H"' } })
      .endEvent()
      .boundaryEvent('late', 'work', { timer: { duration: '=wait' } })
      .endEvent();
    const before = currentFlags.filter((flag) => flag < 10);
    const { world, instance } = await given(late, { wait: 'PT1H' }, { flags: before });
    world.advance('PT1H');
    expect(instance.status).toBe('completed');
  });
});

describe('timers', () => {
  it('fire at the instant they are due, worked out once (TIM1)', async () => {
    const { instance } = await given(
      begin()
        .catchEvent('t', { timer: { duration: '=d' } })
        .endEvent(),
      { d: 'P1DT1H' },
      { now: 0 },
    );
    expect(instance.events.find(({ type }) => type === 'timerStarted')).toMatchObject({ due: 25 * 3_600_000 });
  });

  it.each(['tomorrow', 5])('%j is no duration: an incident (TIM2)', async (d) => {
    const { instance } = await given(
      begin()
        .catchEvent('t', { timer: { duration: '=d' } })
        .endEvent(),
      { d },
    );
    expect(instance.incidents()).toEqual([expect.stringMatching(/^EXTRACT_VALUE_ERROR at t/)]);
  });

  it('a cycle fires as often as it says, counted from the instant that was due (TIM3)', async () => {
    const builder = begin()
      .userTask('work')
      .endEvent()
      .boundaryEvent('tick', 'work', { timer: { cycle: 'R3/PT10M' } }, { interrupting: false })
      .endEvent();
    const { world, instance } = await given(builder);
    world.advance('PT2H');
    expect(instance.trace().filter((line) => line === 'completed tick')).toHaveLength(3);
  });
});

describe('messages and signals', () => {
  const wait = begin()
    .catchEvent('paid', { message: 'paid', correlationKey: 'order.id' }, { outputs: { sum: 'amount' } })
    .endEvent();

  it('name and key are evaluated once, a number becomes text (MSG1)', async () => {
    const { instance } = await given(wait, { order: { id: 7 } });
    instance.setVariables({ order: { id: 8 } });
    expect(instance.waiting()).toEqual(['message paid (7) at paid']);
  });

  it('a key that is neither text nor number is an incident (MSG1)', async () => {
    const { instance } = await given(wait);
    expect(instance.incidents()).toEqual([expect.stringMatching(/^EXTRACT_VALUE_ERROR at paid/)]);
  });

  it('a correlation ends the wait and its subscription; a second one is not found (MSG2)', async () => {
    const { world, instance } = await given(wait, { order: { id: 7 } });
    const [subscription = ''] = Object.keys(instance.state.waits);
    world.correlate('paid', 7, { amount: 3 });
    expect(instance.variables()).toEqual({ order: { id: 7 }, sum: 3 });
    const again = await given(wait, { order: { id: 7 } });
    expect(
      again.instance.refusal({ type: 'correlateMessage', subscription: '1', messageKey: '2', variables: {} }),
    ).toBe('NOT_FOUND');
    expect(subscription).not.toBe('');
  });

  it('a native throw publishes once, with its locals, and goes on when that is done (MSG3)', async () => {
    const publish = '<zeebe:publishMessage correlationKey="=id" timeToLive="PT1H"/>';
    const body = '<bpmn:messageEventDefinition id="d" messageRef="Message_paid_"/>';
    const sender = begin()
      .throwEvent('tell', { none: true }, { extensions: publish, body, inputs: { amount: '5' } })
      .endEvent();
    const xml = sender
      .toXml()
      .replace('</bpmn:definitions>', '<bpmn:message id="Message_paid_" name="paid"/></bpmn:definitions>');
    const { instance } = await given({ toXml: () => xml } as ProcessBuilder, { id: 7 });
    const sent = instance.events.find((event) => event.type === 'commandSent');
    expect(sent).toMatchObject({
      command: {
        type: 'publishMessage',
        name: 'paid',
        correlationKey: '7',
        timeToLive: 3_600_000,
        variables: { amount: 5 },
      },
    });
    expect(instance.status).toBe('completed');
  });

  it('a signal reaches everything that waits for it (SIG1)', async () => {
    const builder = begin()
      .parallelGateway('f')
      .catchEvent('a', { signal: 's' })
      .endEvent('e1')
      .from('f')
      .catchEvent('b', { signal: 's' })
      .endEvent('e2');
    const { world, instance } = await given(builder);
    expect(world.signal('s', { x: 1 })).toBe(2);
    expect(instance.variables()).toEqual({ x: 1 });
    expect(instance.status).toBe('completed');
  });

  it('an intermediate event waits for its trigger (CAT1); a link is a jump (CAT2)', async () => {
    const waiting = await given(begin().catchEvent('a', { signal: 's' }).endEvent());
    expect(waiting.instance.active()).toEqual(['a']);
    const linked = begin()
      .throwEvent('away', { link: 'L' })
      .unlinked()
      .catchEvent('here', { link: 'L' })
      .userTask('u')
      .endEvent();
    expect((await given(linked)).instance.active()).toEqual(['u']);
  });
});

describe('conditions', () => {
  it('hold at once (CON1) or with a later variable (CON2)', async () => {
    const builder = begin().catchEvent('cold', { condition: 'degrees < 0' }).endEvent();
    expect((await given(builder, { degrees: -1 })).instance.status).toBe('completed');
    const { instance } = await given(builder, { degrees: 5 });
    expect(instance.waiting()).toEqual(['condition at cold']);
    instance.setVariables({ degrees: 1 });
    expect(instance.isEnded).toBe(false);
    instance.setVariables({ degrees: -2 });
    expect(instance.status).toBe('completed');
  });
});

describe('multiple events', () => {
  const parts = [{ message: 'm', correlationKey: 'k' }, { signal: 's' }] as const;

  it('the first of its triggers is enough (MUL1)', async () => {
    const { world, instance } = await given(begin().catchEvent('any', { several: parts }).endEvent(), { k: 'A' });
    world.signal('s');
    expect(instance.status).toBe('completed');
  });

  it('a parallel one needs them all, and brings what all of them brought (MUL2)', async () => {
    const { world, instance } = await given(begin().catchEvent('all', { several: parts, parallel: true }).endEvent(), {
      k: 'A',
    });
    world.signal('s', { x: 1 });
    expect(instance.active()).toEqual(['all']);
    world.correlate('m', 'A', { y: 2 });
    expect(instance.variables()).toEqual({ k: 'A', x: 1, y: 2 });
  });

  it('a non-interrupting parallel one can come again; a duration counts anew (MUL4)', async () => {
    const builder = begin()
      .userTask('work')
      .endEvent()
      .boundaryEvent(
        'both',
        'work',
        { several: [{ timer: { duration: 'PT1H' } }, { signal: 's' }], parallel: true },
        { interrupting: false },
      )
      .userTask('seen')
      .endEvent('e2');
    const { world, instance } = await given(builder);
    world.signal('s');
    world.advance('PT1H');
    expect(instance.active()).toEqual(['seen', 'work']);
    world.signal('s');
    expect(instance.active()).toEqual(['seen', 'work']);
    world.advance('PT1H');
    expect(instance.active()).toEqual(['seen', 'seen', 'work']);
  });

  it('a throwing one throws all (MUL3)', async () => {
    const builder = begin()
      .parallelGateway('f')
      .catchEvent('a', { signal: 'one' })
      .endEvent('e1')
      .from('f')
      .catchEvent('b', { signal: 'two' })
      .endEvent('e2');
    builder
      .from('f')
      .throwEvent('both', { several: [{ signal: 'one' }, { signal: 'two' }] })
      .endEvent('e3');
    expect((await given(builder)).instance.status).toBe('completed');
  });
});
