import { describe, expect, it } from 'vitest';
import { currentFlags } from '#engine/contracts/wire/process-instance.ts';
import { process } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const begin = (): ProcessBuilder => process('p').startEvent();

describe('errors', () => {
  const guarded = (code: string | null): ProcessBuilder =>
    begin()
      .subProcess('sub', (inside) => inside.startEvent('s').serviceTask('work').endEvent('e'))
      .endEvent()
      .boundaryEvent('exact', 'sub', { error: 'E' })
      .userTask('a')
      .endEvent()
      .boundaryEvent('any', 'sub', { error: code })
      .userTask('b')
      .endEvent();

  it.each([
    ['E', 'a'],
    ['F', 'b'],
  ])('%s goes outwards; the exact code wins over a catch-all (ERR1)', async (code, expected) => {
    const { instance } = await given(guarded(null));
    instance.throwError('work', code);
    expect(instance.active()).toEqual([expected]);
  });

  it('an uncaught error end event is an incident on itself (ERR2)', async () => {
    const { instance } = await given(begin().endEvent('fail', { error: 'E' }));
    expect(instance.incidents()).toEqual([expect.stringMatching(/^UNHANDLED_ERROR_EVENT at fail/)]);
  });

  it('an uncaught error of a job is an incident; resolved, the job is open again (ERR3)', async () => {
    const { instance } = await given(guarded('OTHER'));
    instance.throwError('work', 'X');
    expect(instance.incidents()).toEqual([expect.stringMatching(/^UNHANDLED_ERROR_EVENT at work/)]);
    instance.resolveIncident().completeJob('work');
    expect(instance.status).toBe('completed');
  });

  it('what comes with an error stays with its catcher, unless that maps it (ERR4)', async () => {
    const builder = begin()
      .serviceTask('work')
      .endEvent()
      .boundaryEvent('caught', 'work', { error: 'E' }, { outputs: { why: 'reason' } })
      .endEvent();
    const { instance } = await given(builder);
    instance.throwError('work', 'E', { reason: 'full', noise: 1 });
    expect(instance.variables()).toEqual({ why: 'full' });
  });
});

describe('escalations', () => {
  const escalating = (interrupting: boolean, code: string): ProcessBuilder =>
    begin()
      .subProcess('sub', (inside) =>
        inside.startEvent('s').throwEvent('up', { escalation: code }).userTask('on').endEvent('e'),
      )
      .endEvent()
      .boundaryEvent('heard', 'sub', { escalation: 'E' }, { interrupting })
      .userTask('boss')
      .endEvent();

  it('at most one catcher hears it (ESC1), and the thrower goes on unless interrupted (ESC2)', async () => {
    expect((await given(escalating(false, 'E'))).instance.active()).toEqual(['boss', 'on']);
    expect((await given(escalating(true, 'E'))).instance.active()).toEqual(['boss']);
  });

  it.each([
    [15, true, 1],
    [16, true, 0],
    [16, false, 0],
  ])(
    'interrupted throwers, however far inside, do not complete (ESC2): flags to %i, sequential %s',
    async (flag, sequential, times) => {
      // given
      const builder = begin()
        .subProcess('sub', (outer) =>
          outer
            .startEvent('s')
            .subProcess(
              'items',
              (inside) => inside.startEvent('i').throwEvent('up', { escalation: 'E' }).endEvent('after'),
              { multiInstance: { inputCollection: 'orders', sequential } },
            )
            .endEvent('x'),
        )
        .endEvent()
        .boundaryEvent('heard', 'sub', { escalation: 'E' })
        .endEvent('e');
      const flags = currentFlags.filter((one) => one <= flag);
      // when
      const { instance } = await given(builder, { orders: [1, 2] }, { flags });
      // then
      expect(instance.status).toBe('completed');
      expect(instance.completions('up')).toBe(times);
      expect(instance.completions('heard')).toBe(1);
    },
  );

  it('uncaught, nothing happens (ESC2)', async () => {
    expect((await given(escalating(true, 'F'))).instance.active()).toEqual(['on']);
  });
});

describe('event subprocesses', () => {
  const withEvent = (interrupting: boolean): ProcessBuilder =>
    begin()
      .parallelGateway('f')
      .userTask('a')
      .endEvent('e1')
      .from('f')
      .userTask('b')
      .endEvent('e2')
      .eventSubProcess(
        'handle',
        { message: 'm', correlationKey: 'k' },
        (inside) => inside.userTask('inside').endEvent('e3'),
        { interrupting },
      );

  it('an interrupting one ends all else in its scope and closes the other starts (ESP1)', async () => {
    const { world, instance } = await given(withEvent(true), { k: 'A' });
    world.correlate('m', 'A');
    expect(instance.active()).toEqual(['inside']);
    expect(world.correlate('m', 'A')).toBe(0);
    instance.completeUserTask('inside');
    expect(instance.status).toBe('completed');
  });

  it('a non-interrupting one runs beside, as often as it is triggered (ESP2)', async () => {
    const { world, instance } = await given(withEvent(false), { k: 'A' });
    world.correlate('m', 'A');
    world.correlate('m', 'A');
    expect(instance.active()).toEqual(['a', 'b', 'inside', 'inside']);
  });

  it('what came goes to its start event (ESP3)', async () => {
    const { world, instance } = await given(withEvent(false), { k: 'A' });
    world.correlate('m', 'A', { x: 1 });
    expect(instance.variables()).toEqual({ k: 'A', x: 1 });
  });
});

describe('compensation', () => {
  const trip = (what: string | null): ProcessBuilder =>
    begin()
      .serviceTask('hotel')
      .compensation('hotel', 'noHotel')
      .from('hotel')
      .serviceTask('flight')
      .compensation('flight', 'noFlight')
      .from('flight')
      .userTask('decide')
      .throwEvent('undo', { compensation: what })
      .userTask('after')
      .endEvent();
  const decided = async (what: string | null): ReturnType<typeof given> => {
    const made = await given(trip(what));
    made.instance.completeJob('hotel').completeJob('flight').completeUserTask('decide');
    return made;
  };

  it('completed activities are undone, all at once, and the thrower waits for the last (CMP1, CMP2)', async () => {
    const { instance } = await decided(null);
    expect(instance.active()).toEqual(['noFlight', 'noHotel', 'undo']);
    instance.completeJob('noHotel').completeJob('noFlight');
    expect(instance.active()).toEqual(['after']);
  });

  it('or one of them; what has not completed is not undone (CMP3)', async () => {
    const { instance } = await decided('hotel');
    expect(instance.active()).toEqual(['noHotel', 'undo']);
    const early = await given(
      begin()
        .parallelGateway('f')
        .serviceTask('hotel')
        .compensation('hotel', 'noHotel')
        .from('hotel')
        .endEvent()
        .from('f')
        .throwEvent('undo', { compensation: null })
        .endEvent('e2'),
    );
    expect(early.instance.active()).toEqual(['hotel']);
  });

  it('reaches into completed subprocesses (CMP4)', async () => {
    const builder = begin()
      .subProcess('sub', (inside) =>
        inside.startEvent('s').serviceTask('hotel').compensation('hotel', 'noHotel').from('hotel').endEvent('e'),
      )
      .throwEvent('undo', { compensation: 'sub' })
      .endEvent();
    const { instance } = await given(builder);
    instance.completeJob('hotel');
    expect(instance.active()).toEqual(['noHotel', 'undo']);
  });

  it('a compensation event subprocess undoes its subprocess as a whole and sees its variables again (CMP5)', async () => {
    const builder = begin()
      .subProcess(
        'sub',
        (inside) =>
          inside
            .startEvent('s')
            .serviceTask('hotel')
            .endEvent('e')
            .eventSubProcess('undoAll', { compensation: null }, (within) => within.userTask('call').endEvent('e2')),
        { inputs: { booking: '42' } },
      )
      .throwEvent('undo', { compensation: 'sub' })
      .endEvent();
    const { instance } = await given(builder);
    instance.completeJob('hotel');
    expect(instance.active()).toEqual(['call', 'undo']);
    expect(instance.variable('booking', 'call')).toBe(42);
    instance.completeUserTask('call');
    expect(instance.status).toBe('completed');
  });
});
