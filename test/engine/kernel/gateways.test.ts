import { describe, expect, it } from 'vitest';
import { currentFlags } from '#engine/contracts/wire/process-instance.ts';
import { process } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const begin = (): ReturnType<typeof process> => process('p').startEvent();

describe('exclusive gateway', () => {
  const choice = begin()
    .exclusiveGateway('choice')
    .flow({ condition: 'x > 10' })
    .userTask('high')
    .endEvent()
    .from('choice')
    .flow({ condition: 'x > 5' })
    .userTask('middle')
    .endEvent();

  it.each([
    ['the first flow whose condition holds, in declared order (XOR1)', 20, ['high']],
    ['a later flow when the earlier ones do not hold (XOR1)', 7, ['middle']],
  ])('takes %s', async (_rule, x, expected) => {
    const { instance } = await given(choice, { x });
    expect(instance.active()).toEqual(expected);
  });

  it('takes the default flow when no condition holds (XOR2)', async () => {
    const builder = begin()
      .exclusiveGateway('choice')
      .flow({ condition: 'x > 10' })
      .userTask('high')
      .endEvent()
      .from('choice')
      .flow({ default: true })
      .userTask('other')
      .endEvent();
    const { instance } = await given(builder, { x: 1 });
    expect(instance.active()).toEqual(['other']);
  });

  it('stays with an incident when nothing holds, and goes on with a mended variable (XOR3, INC1)', async () => {
    // given
    const { instance } = await given(choice, { x: 1 });
    expect(instance.incidents()).toEqual([expect.stringMatching(/^CONDITION_ERROR at choice/)]);
    // when
    instance.setVariables({ x: 11 }).resolveIncident();
    // then
    expect(instance.active()).toEqual(['high']);
  });

  it('a condition that is no boolean is an incident (XOR3)', async () => {
    const { instance } = await given(choice, { x: 'many' });
    expect(instance.incidents()).toEqual([expect.stringMatching(/^EXTRACT_VALUE_ERROR at choice/)]);
  });
});

describe('parallel gateway', () => {
  const twice = begin()
    .parallelGateway('fork')
    .userTask('a')
    .parallelGateway('join')
    .userTask('after')
    .endEvent()
    .from('fork')
    .userTask('b')
    .to('join');

  it('puts a token on each outgoing flow and waits for one on each incoming (AND1, AND2)', async () => {
    const { instance } = await given(twice);
    expect(instance.active()).toEqual(['a', 'b']);
    instance.completeUserTask('b');
    expect(instance.active()).toEqual(['a']);
    instance.completeUserTask('a');
    expect(instance.active()).toEqual(['after']);
  });

  it('a second token on one flow waits for the next round (AND3)', async () => {
    // given: two tokens reach the join by the flow from `merge`
    const builder = begin()
      .parallelGateway('fork')
      .exclusiveGateway('merge')
      .parallelGateway('join')
      .userTask('after')
      .endEvent()
      .from('fork')
      .flow({ id: 'second' })
      .to('merge')
      .from('fork')
      .userTask('slow')
      .to('join');
    const { instance } = await given(builder);
    // when
    instance.completeUserTask('slow');
    // then
    expect(instance.active()).toEqual(['after']);
    instance.completeUserTask('after');
    expect(instance.isEnded).toBe(false);
  });
});

describe('inclusive gateway', () => {
  const split = (): ReturnType<typeof process> =>
    begin()
      .inclusiveGateway('split')
      .flow({ condition: 'x >= 1' })
      .userTask('one')
      .inclusiveGateway('join')
      .userTask('after')
      .endEvent()
      .from('split')
      .flow({ condition: 'x >= 2' })
      .userTask('two')
      .to('join')
      .from('split')
      .flow({ condition: 'x >= 3' })
      .userTask('three')
      .to('join');

  it('takes every flow whose condition holds (OR1) and joins what can still come (OR4)', async () => {
    const { instance } = await given(split(), { x: 2 });
    expect(instance.active()).toEqual(['one', 'two']);
    instance.completeUserTask('two');
    expect(instance.active()).toEqual(['one']);
    instance.completeUserTask('one');
    expect(instance.active()).toEqual(['after']);
  });

  it('takes the default flow when none holds (OR2), else raises an incident (OR3)', async () => {
    const { instance } = await given(split(), { x: 0 });
    expect(instance.incidents()).toEqual([expect.stringMatching(/^CONDITION_ERROR at split/)]);
    const withDefault = await given(split().from('split').flow({ default: true }).userTask('other').endEvent('out'), {
      x: 0,
    });
    expect(withDefault.instance.active()).toEqual(['other']);
  });

  it('a join goes on when the branch it waited for ends elsewhere (OR4)', async () => {
    // given: `two` may leave by its boundary event, which does not lead to the join
    const { instance } = await given(split().boundaryEvent('late', 'two', { error: null }).endEvent('gone'), { x: 2 });
    instance.completeUserTask('one');
    expect(instance.active()).toEqual(['two']);
    // when
    instance.request({ type: 'modifyInstance', activate: [], move: [], terminate: [instance.elementKey('two')] });
    // then
    expect(instance.active()).toEqual(['after']);
  });
});

describe('an inclusive join whose tokens come over one flow', () => {
  /** `a` leads to the join; `c` leads to `a` again, or, where it can choose, to `b`, which leads to the join too. */
  const second = (canChoose: boolean): ReturnType<typeof process> => {
    const builder = begin()
      .exclusiveGateway('never')
      .flow({ condition: 'true' })
      .parallelGateway('fork')
      .userTask('a')
      .inclusiveGateway('join')
      .userTask('after')
      .endEvent()
      .from('never')
      .flow({ default: true })
      .userTask('b')
      .to('join')
      .from('fork')
      .userTask('c');
    if (!canChoose) return builder.to('a');
    return builder
      .exclusiveGateway('choice')
      .flow({ condition: 'true' })
      .to('a')
      .from('choice')
      .flow({ default: true })
      .to('b');
  };

  it('does not wait for a second one (OR4)', async () => {
    const { instance } = await given(second(false));
    instance.completeUserTask('a');
    expect(instance.active()).toEqual(['after', 'c']);
  });

  it('waits for what may still come over the other (OR4)', async () => {
    const { instance } = await given(second(true));
    instance.completeUserTask('a');
    expect(instance.active()).toEqual(['c']);
    // It has chosen: nothing comes over the other any more.
    instance.completeUserTask('c');
    expect(instance.active()).toEqual(['a', 'after']);
  });

  it('waited for the second one in instances from before flag 16 (OR4)', async () => {
    const { instance } = await given(second(false), {}, { flags: currentFlags.filter((flag) => flag < 16) });
    instance.completeUserTask('a');
    expect(instance.active()).toEqual(['c']);
  });
});

describe('complex gateway', () => {
  const discriminator = (condition: string): ReturnType<typeof process> => {
    const builder = begin().parallelGateway('fork');
    for (const id of ['a', 'b', 'c']) {
      builder.from('fork').userTask(id);
      if (id === 'a') builder.complexGateway('some', { activation: condition }).userTask('after').endEvent();
      else builder.to('some');
    }
    return builder;
  };

  it('starts when its activation condition holds over the tokens that have come (CPX1)', async () => {
    const { instance } = await given(discriminator('activationCount >= 2'));
    instance.completeUserTask('a');
    expect(instance.active()).toEqual(['b', 'c']);
    instance.completeUserTask('b');
    expect(instance.active()).toEqual(['after', 'c']);
  });

  it('takes the rest in without a second start and then resets (CPX3, CPX4)', async () => {
    const { instance } = await given(discriminator('activationCount >= 2'));
    instance.completeUserTask('a').completeUserTask('b').completeUserTask('c');
    expect(instance.active()).toEqual(['after']);
    instance.completeUserTask('after');
    expect(instance.status).toBe('completed');
  });

  it('without a condition the first token passes, and so does each (CPX2)', async () => {
    const builder = begin()
      .parallelGateway('fork')
      .userTask('a')
      .complexGateway('any')
      .userTask('after')
      .endEvent()
      .from('fork')
      .userTask('b')
      .to('any');
    const { instance } = await given(builder);
    instance.completeUserTask('a').completeUserTask('b');
    expect(instance.active()).toEqual(['after', 'after']);
  });

  it('a flow that asks for waitingForStart is taken in its phase (CPX4)', async () => {
    const builder = discriminator('activationCount >= 1')
      .from('some')
      .flow({ condition: 'not(waitingForStart)' })
      .userTask('reset')
      .endEvent('done');
    const { instance } = await given(builder);
    instance.completeUserTask('a');
    expect(instance.active()).toEqual(['after', 'b', 'c']);
    instance.completeUserTask('b').completeUserTask('c');
    expect(instance.active()).toEqual(['after', 'reset']);
  });
});

describe('event-based gateway', () => {
  const race = (): ReturnType<typeof process> =>
    begin()
      .eventBasedGateway('race')
      .catchEvent('paid', { message: 'paid', correlationKey: 'id' })
      .userTask('ship')
      .endEvent()
      .from('race')
      .catchEvent('late', { timer: { duration: 'PT1H' } })
      .userTask('remind')
      .endEvent();

  it('the first event decides, the others are withdrawn (EVG1)', async () => {
    const { world, instance } = await given(race(), { id: 'A' });
    world.correlate('paid', 'A');
    expect(instance.active()).toEqual(['ship']);
    expect(instance.waiting()).toEqual(['userTask at ship']);
  });

  it('an instantiating one starts with its event (EVG2)', async () => {
    const builder = process('p')
      .eventBasedGateway('first', { attributes: { instantiate: 'true' } })
      .catchEvent('order', { message: 'order', correlationKey: 'id' })
      .userTask('a')
      .endEvent()
      .from('first')
      .catchEvent('call', { message: 'call', correlationKey: 'id' })
      .userTask('b')
      .endEvent();
    const { instance } = await given(builder, { id: 'A' }, { startEvent: 'call' });
    expect(instance.active()).toEqual(['b']);
    expect(instance.variable('id')).toBe('A');
  });

  it('a parallel one waits for the other events too (EVG3)', async () => {
    const builder = process('p')
      .eventBasedGateway('both', { attributes: { instantiate: 'true', eventGatewayType: 'Parallel' } })
      .catchEvent('order', { message: 'order', correlationKey: 'id' })
      .parallelGateway('join')
      .userTask('after')
      .endEvent()
      .from('both')
      .catchEvent('money', { message: 'money', correlationKey: 'id' })
      .to('join');
    const { world, instance } = await given(builder, { id: 'A' }, { startEvent: 'order' });
    expect(instance.waiting()).toEqual(['message money (A) at money']);
    world.correlate('money', 'A');
    expect(instance.active()).toEqual(['after']);
  });
});

describe('flows that leave an activity', () => {
  const builder = begin()
    .userTask('check')
    .flow({ condition: 'ok' })
    .userTask('a')
    .endEvent()
    .from('check')
    .flow({ condition: 'urgent' })
    .userTask('b')
    .endEvent()
    .from('check')
    .flow({ default: true })
    .userTask('c')
    .endEvent();

  it.each([
    [{ ok: true, urgent: true }, ['a', 'b']],
    [{ ok: false, urgent: true }, ['b']],
    [{ ok: false, urgent: false }, ['c']],
  ])('by condition, else by default: %j → %j (SEQ1)', async (variables, expected) => {
    const { instance } = await given(builder);
    instance.completeUserTask('check', variables);
    expect(instance.active()).toEqual(expected);
  });
});

it('an instance that ends at a join has no work left, and its end is the last that is heard of it (PRO1)', async () => {
  // given
  const builder = begin()
    .parallelGateway('fork')
    .task('one')
    .complexGateway('join', { activation: 'activationCount >= 2' })
    .from('fork')
    .task('two')
    .to('join');
  // when
  const { instance } = await given(builder);
  // then
  expect(instance.status).toBe('completed');
  expect(instance.state.queue).toEqual([]);
  expect(instance.events.at(-1)?.type).toBe('instanceEnded');
});
