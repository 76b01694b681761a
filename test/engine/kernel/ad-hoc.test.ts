import { describe, expect, it } from 'vitest';
import { currentFlags } from '#engine/contracts/wire/process-instance.ts';
import { process } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

describe('elements of an ad-hoc subprocess', () => {
  const tools = process('p')
    .startEvent()
    .adHocSubProcess('tools', (inside) => inside.serviceTask('a').serviceTask('b').unlinked().serviceTask('c'), {
      active: 'first',
    })
    .endEvent();

  const request = (key: string, elements: readonly string[], cancelRemaining = false) =>
    ({
      type: 'activateAdHoc',
      adHocSubProcess: key,
      elements: elements.map((element) => ({ element, variables: { asked: element } })),
      cancelRemaining,
    }) as const;

  it('are started on request, as often as wanted, with variables of their own (ADH6)', async () => {
    const { instance } = await given(tools, { first: [] });
    instance.request(request(instance.elementKey('tools'), ['a', 'c', 'c']));
    expect(instance.waiting()).toEqual(['job a at a', 'job c at c', 'job c at c']);
    expect(instance.variable('asked', 'a')).toBe('a');
    instance.completeJob('a').completeJob('b').completeJob('c').completeJob('c');
    expect(instance.status).toBe('completed');
  });

  it('take the place of what runs when the request says so (ADH6)', async () => {
    const { instance } = await given(tools, { first: ['c'] });
    instance.request(request(instance.elementKey('tools'), ['a'], true));
    expect(instance.waiting()).toEqual(['job a at a']);
  });

  it('that follow others, or do not exist, are refused, each by name (ADH6)', async () => {
    const { instance } = await given(tools, { first: [] });
    const key = instance.elementKey('tools');
    const problems = instance.act({ type: 'requested', request: request(key, ['a', 'b', 'x']) });
    expect(problems.map(({ code, values }) => `${code} ${values['elementId'] ?? ''}`)).toEqual([
      'NOT_FOUND b',
      'NOT_FOUND x',
    ]);
    expect(instance.active()).toEqual(['tools']);
    expect(instance.refusal(request('77', ['a']))).toBe('NOT_FOUND');
  });

  it('that follow others cannot be listed either (ADH1, ADH6)', async () => {
    const { instance } = await given(tools, { first: ['b'] });
    expect(instance.incidents()).toEqual([expect.stringMatching(/^EXTRACT_VALUE_ERROR at tools: "b"/)]);
  });

  it.each([
    [currentFlags, ['c']],
    [currentFlags.filter((flag) => flag < 14), []],
  ])('are over when its own variables say so, not those of an inner instance (ADH2)', async (flags, active) => {
    const ending = process('p')
      .startEvent()
      .adHocSubProcess(
        'tools',
        (inside) =>
          inside
            .serviceTask('a', { listeners: [{ event: 'end', type: 'tell' }] })
            .unlinked()
            .serviceTask('c'),
        { active: '["a", "c"]', completion: 'done = true' },
      )
      .endEvent();
    const { instance } = await given(ending, {}, { flags });
    instance.completeJob('a').completeJob('tell', { done: true });
    expect(instance.active()).toEqual(active);
  });

  describe('that a modification activates', () => {
    const inner = ['activated tools#innerInstance', 'completed tools#innerInstance'];
    const ofTools = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.includes('#'));

    it('lie in an inner instance of their own where there is none (MOD1)', async () => {
      const { instance } = await given(tools, { first: [] });
      instance.modify({ activate: ['b'] }).completeJob('b');
      expect(ofTools(instance.trace())).toEqual(inner);
      expect(instance.status).toBe('completed');
    });

    it('join the one that there is (MOD1)', async () => {
      const { instance } = await given(tools, { first: ['c'] });
      instance
        .modify({ activate: ['b'] })
        .completeJob('c')
        .completeJob('b');
      expect(ofTools(instance.trace())).toEqual(inner);
      expect(instance.status).toBe('completed');
    });

    it('are refused where there are several to choose from (MOD4)', async () => {
      const { instance } = await given(tools, { first: ['a', 'c'] });
      expect(() => instance.modify({ activate: ['b'] })).toThrow('INVALID_ARGUMENT');
    });

    it('lie directly in it in instances from before flag 9 (MOD1)', async () => {
      const flags = currentFlags.filter((flag) => flag < 9);
      const { instance } = await given(tools, { first: [] }, { flags });
      expect(ofTools(instance.modify({ activate: ['b'] }).trace())).toEqual([]);
    });
  });
});

describe('the job of an ad-hoc subprocess', () => {
  const planned = process('p')
    .startEvent()
    .adHocSubProcess('plan', (inside) => inside.unlinked().userTask('one').unlinked().userTask('two'), {
      extensions: '<zeebe:taskDefinition type="plan"/>',
    })
    .endEvent();
  const activateElements = [{ elementId: 'one' }, { elementId: 'two' }];

  it('gives way to a new one with each inner instance that ends (ADH5)', async () => {
    // given
    const { instance } = await given(planned);
    instance.completeJob('plan', {}, { activateElements }).completeUserTask('one').failJob('plan');
    // when
    instance.completeUserTask('two');
    // then
    expect(instance.waiting()).toEqual(['job plan at plan']);
    expect(instance.events.filter(({ type }) => type === 'jobCancelled')).toHaveLength(1);
  });

  it('is the last when it says that nothing more is to come (ADH5)', async () => {
    // given
    const { instance } = await given(planned);
    instance.completeJob('plan', {}, { activateElements }).completeUserTask('one');
    // when
    instance.completeJob('plan', {}, { isCompletionConditionFulfilled: true }).completeUserTask('two');
    // then
    expect(instance.status).toBe('completed');
    expect(instance.events.filter(({ type }) => type === 'jobCreated')).toHaveLength(2);
  });
});
