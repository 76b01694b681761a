import { describe, expect, it } from 'vitest';
import { process } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const callee = (): ProcessBuilder =>
  process('callee').startEvent().throwEvent('warn', { escalation: 'LATE' }).serviceTask('work').endEvent('done');

const calling = (id: string, called: string, code: string | null = 'LATE'): ProcessBuilder =>
  process(id)
    .startEvent()
    .callActivity('call', { process: called })
    .endEvent('end')
    .boundaryEvent('late', 'call', { escalation: code }, { interrupting: false })
    .userTask('boss')
    .endEvent('left');

describe('an escalation that leaves a called process without interrupting the call', () => {
  it('is heard by the caller, and the called process goes on (ESC4)', async () => {
    const { world, instance } = await given(calling('p', 'callee'), {}, { others: [callee()] });
    const [, child] = world.instances;
    expect(instance.active()).toEqual(['boss', 'call']);
    expect(child?.waiting()).toEqual(['job work at work']);
    child?.completeJob('work', { done: true });
    instance.completeUserTask('boss');
    expect(instance.status).toBe('completed');
    expect(instance.variables()).toEqual({ done: true });
  });

  it('is heard each time it is thrown (ESC4)', async () => {
    const twice = process('callee')
      .startEvent()
      .throwEvent('warn', { several: [{ escalation: 'LATE' }, { escalation: 'LATE' }] })
      .serviceTask('work')
      .endEvent('done');
    const { world, instance } = await given(calling('p', 'callee'), {}, { others: [twice] });
    expect(instance.active()).toEqual(['boss', 'boss', 'call']);
    expect(world.instances[1]?.active()).toEqual(['work']);
  });

  it('goes through a process between them that does not hear it (ESC4)', async () => {
    const between = process('between').startEvent().callActivity('inner', { process: 'callee' }).endEvent();
    const { world, instance } = await given(calling('p', 'between', null), {}, { others: [between, callee()] });
    expect(instance.active()).toEqual(['boss', 'call']);
    expect(world.instances.map((one) => one.status)).toEqual(['active', 'active', 'active']);
    world.instances[2]?.completeJob('work');
    instance.completeUserTask('boss');
    expect(world.instances.map((one) => one.status)).toEqual(['completed', 'completed', 'completed']);
    expect(Object.keys(world.instances[1]?.state.outstanding ?? {})).toEqual([]);
  });

  it('that nobody hears changes nothing (ESC2)', async () => {
    const { world, instance } = await given(calling('p', 'callee', 'OTHER'), {}, { others: [callee()] });
    expect(instance.active()).toEqual(['call']);
    expect(world.instances[1]?.active()).toEqual(['work']);
  });
});
