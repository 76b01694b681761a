import { describe, expect, it } from 'vitest';
import { process } from '#engine/testing/index.ts';
import type { ElementOptions, ProcessBuilder } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const begin = (): ProcessBuilder => process('p').startEvent();
const assigned = (attributes: string): ElementOptions => ({
  extensions: `<zeebe:assignmentDefinition ${attributes}/>`,
});
const scheduled = (expression: string): ElementOptions => ({
  extensions: `<zeebe:taskSchedule dueDate="${expression.replaceAll('"', '&quot;')}"/>`,
});
const rated = (priority: string): ElementOptions => ({
  extensions: `<zeebe:priorityDefinition priority="${priority.replaceAll('"', '&quot;')}"/>`,
});

/** What an expression gives where the kernel needs a value, and what becomes of it; each was seen on a real Zeebe. */
describe('values of the wrong kind', () => {
  it.each<readonly [string, ProcessBuilder]>([
    ['no job type', begin().serviceTask('t', { type: '=""' })],
    ['a number as job type', begin().serviceTask('t', { type: '=5' })],
    ['a text as retries', begin().serviceTask('t', { retries: '="5"' })],
    ['nobody as assignee', begin().userTask('t', assigned('assignee="=null"'))],
    ['nobody as candidates', begin().userTask('t', assigned('candidateUsers="=null"'))],
    ['one text as candidates', begin().userTask('t', assigned('candidateGroups="=&quot;a,b&quot;"'))],
    ['a text as priority', begin().userTask('t', rated('="5"'))],
    ['a fraction as priority', begin().userTask('t', rated('=5.5'))],
    ['a priority over 100', begin().userTask('t', rated('=101'))],
    ['a date as date-time', begin().userTask('t', scheduled('=date("2026-01-01")'))],
    ['a number as date', begin().catchEvent('t', { timer: { date: '=5' } })],
  ])('are an incident: %s (JOB1, UST2, TIM2)', async (_what, builder) => {
    const { instance } = await given(builder.endEvent());
    expect(instance.waiting()).toEqual(['incident EXTRACT_VALUE_ERROR at t']);
  });

  it.each<readonly [string, ProcessBuilder]>([
    ['an empty text as assignee', begin().userTask('t', assigned('assignee="=&quot;&quot;"'))],
    ['no candidates', begin().userTask('t', assigned('candidateGroups="=[]"'))],
    ['no due date', begin().userTask('t', scheduled('=null'))],
  ])('but for what may be left out: %s (UST2)', async (_what, builder) => {
    const { instance } = await given(builder.endEvent());
    expect(instance.userTask('t')).toMatchObject({ assignee: null, candidateGroups: [], dueDate: null });
  });

  it('retries with a fraction are cut (JOB1)', async () => {
    const { instance } = await given(begin().serviceTask('t', { retries: '=2.7' }).endEvent());
    expect(Object.values(instance.state.waits)).toMatchObject([{ retries: 2 }]);
  });

  it('an output element that is no variable has no local (MI5)', async () => {
    const multiInstance = { inputCollection: '[1]', outputCollection: 'o', outputElement: 'null' };
    const { instance } = await given(begin().serviceTask('t', { multiInstance }).endEvent());
    expect(instance.variables('t')).not.toHaveProperty('null');
  });
});

describe('date-times without an offset', () => {
  it('count as UTC when an expression gives them (TIM4)', async () => {
    const local = '=date and time("2026-01-01T10:00:00")';
    const { world, instance } = await given(
      begin()
        .userTask('t', scheduled(local))
        .catchEvent('wait', { timer: { date: local } })
        .userTask('next')
        .endEvent(),
    );
    expect(instance.userTask('t').dueDate).toBe('2026-01-01T10:00:00Z');
    instance.completeUserTask('t');
    world.advance('PT10H');
    expect(instance.active()).toEqual(['next']);
  });
});

describe('a cycle of no repetitions', () => {
  it('comes once (TIM5)', async () => {
    const builder = begin()
      .userTask('t')
      .endEvent()
      .boundaryEvent('remind', 't', { timer: { cycle: 'R0/PT1H' } }, { interrupting: false })
      .userTask('reminded')
      .endEvent();
    const { world, instance } = await given(builder);
    world.advance('PT5H');
    expect(instance.active()).toEqual(['reminded', 't']);
  });
});
