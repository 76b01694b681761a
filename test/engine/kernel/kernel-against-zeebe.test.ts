import { describe, expect, it } from 'vitest';
import { process } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const begin = (): ProcessBuilder => process('p').startEvent();

/** What the comparison with a real Zeebe has found; each was seen on it. */
describe('as Zeebe does it', () => {
  it('what fails after the start listeners runs them again (LSN3)', async () => {
    // given
    const builder = begin()
      .exclusiveGateway('choose', { listeners: [{ event: 'start', type: 'ask' }] })
      .flow({ condition: 'x = 3' })
      .userTask('there')
      .endEvent();
    const { instance } = await given(builder, { x: 1 });
    instance.completeJob('ask').setVariables({ x: 3 });
    // when
    instance.resolveIncident('choose');
    // then
    expect(instance.waiting()).toEqual(['job ask at choose']);
    expect(instance.completeJob('ask').active()).toEqual(['there']);
  });

  it('an event subprocess passes on what comes with an error (ERR4)', async () => {
    const builder = begin()
      .serviceTask('work')
      .endEvent()
      .eventSubProcess('mend', { error: 'E' }, (inside) => inside.userTask('see').endEvent());
    const { instance } = await given(builder);
    instance.throwError('work', 'E', { reason: 'full' });
    expect(instance.variables()).toEqual({ reason: 'full' });
  });

  it('the exact code of a boundary event comes before the catch-all of an event subprocess (ERR1)', async () => {
    const builder = begin()
      .subProcess('sub', (inside) =>
        inside
          .startEvent('in')
          .endEvent('out', { error: 'E' })
          .eventSubProcess('any', { error: null }, (handler) => handler.userTask('no').endEvent('handled')),
      )
      .endEvent('end')
      .boundaryEvent('exact', 'sub', { error: 'E' })
      .userTask('yes')
      .endEvent('left');
    expect((await given(builder)).instance.active()).toEqual(['yes']);
  });

  it('an escalation that interrupts the call ends the called process (ESC3)', async () => {
    const callee = process('callee')
      .startEvent()
      .parallelGateway('fork')
      .userTask('work')
      .endEvent('done')
      .from('fork')
      .endEvent('up', { escalation: 'LATE' });
    const builder = begin()
      .callActivity('call', { process: 'callee' })
      .endEvent('end')
      .boundaryEvent('late', 'call', { escalation: 'LATE' })
      .userTask('boss')
      .endEvent('left');
    const { world, instance } = await given(builder, {}, { others: [callee] });
    expect(instance.active()).toEqual(['boss']);
    expect(world.instances.map(({ status }) => status)).toEqual(['active', 'terminated']);
  });

  it('a user task in transition takes no variables (TSL1)', async () => {
    const listeners =
      '<zeebe:taskListeners><zeebe:taskListener eventType="assigning" type="ask"/></zeebe:taskListeners>';
    const { instance } = await given(begin().userTask('do', { extensions: listeners }).endEvent());
    const [userTask = ''] = Object.keys(instance.state.waits);
    const change = { assignee: 'ada' };
    instance.request({ type: 'changeUserTask', userTask, change, action: 'assign', allowOverride: true });
    const scope = instance.elementKey('do');
    expect(instance.refusal({ type: 'setVariables', scope, variables: { a: 1 }, local: true })).toBe('INVALID_STATE');
    instance.completeJob('ask').setVariables({ a: 1 }, { element: 'do', local: true });
    expect(instance.variable('a', 'do')).toBe(1);
  });
});
