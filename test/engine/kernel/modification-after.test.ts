import { describe, expect, it } from 'vitest';
import type { Operation } from '#engine/kernel/index.ts';
import { process } from '#engine/testing/index.ts';
import type { ProcessBuilder, TestInstance } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

type Activation = Extract<Operation, { type: 'modifyInstance' }>['activate'][number];

const begin = (): ProcessBuilder => process('p').startEvent().userTask('a');
const after = (element: string, terms: Partial<Activation> = {}): Activation => ({
  element,
  ancestor: null,
  variables: [],
  after: true,
  ...terms,
});
const modify = (activate: readonly Activation[]): Operation => ({
  type: 'modifyInstance',
  activate,
  move: [],
  terminate: [],
});

/** `a`, then a gateway with two conditional flows and a default one. */
const split = (kind: 'exclusiveGateway' | 'inclusiveGateway' | 'complexGateway'): ProcessBuilder =>
  begin()
    [kind]('split')
    .flow({ condition: 'x > 1' })
    .userTask('one')
    .endEvent()
    .from('split')
    .flow({ condition: 'x > 2' })
    .userTask('two')
    .endEvent()
    .from('split')
    .flow({ default: true })
    .userTask('else')
    .endEvent();

describe('what comes after an element', () => {
  it.each([
    ['exclusiveGateway', 1, ['else']],
    ['exclusiveGateway', 3, ['one']],
    ['inclusiveGateway', 1, ['else']],
    ['inclusiveGateway', 2, ['one']],
    ['inclusiveGateway', 3, ['one', 'two']],
    ['complexGateway', 3, ['one', 'two']],
  ] as const)('of kind %s with x = %i is %j (MOD8)', async (kind, x, expected) => {
    const { instance } = await given(split(kind), { x });
    instance.modify({ activateAfter: ['split'], terminate: ['a'] });
    expect(instance.active()).toEqual(expected);
    expect(instance.completions('split')).toBe(0);
  });

  it.each([
    [1, ['always', 'else']],
    [2, ['always', 'one']],
  ])('is chosen by the conditions on the flows of an activity, x = %i: %j (MOD8)', async (x, expected) => {
    const builder = begin()
      .userTask('always')
      .endEvent()
      .from('a')
      .flow({ condition: 'x > 1' })
      .userTask('one')
      .endEvent()
      .from('a')
      .flow({ default: true })
      .userTask('else')
      .endEvent();
    const { instance } = await given(builder, { x });
    instance.modify({ activateAfter: ['a'], terminate: ['a'] });
    expect(instance.active()).toEqual(expected);
  });

  it('is every flow of a parallel gateway, and joins count its tokens (MOD8)', async () => {
    const builder = begin()
      .parallelGateway('fork')
      .userTask('left')
      .parallelGateway('join')
      .userTask('b')
      .endEvent()
      .from('fork')
      .to('join');
    const { instance } = await given(builder);
    instance.modify({ activateAfter: ['fork'], terminate: ['a'] });
    expect(instance.active()).toEqual(['left']);
    instance.completeUserTask('left');
    expect(instance.active()).toEqual(['b']);
  });

  it('is behind a join that still waits: its tokens go along (MOD8)', async () => {
    const builder = process('p')
      .startEvent()
      .parallelGateway('fork')
      .parallelGateway('join')
      .userTask('b')
      .endEvent()
      .from('fork')
      .userTask('left')
      .to('join');
    const { instance } = await given(builder);
    instance.modify({ activateAfter: ['join'], terminate: ['left'] });
    instance.completeUserTask('b');
    expect(instance.status).toBe('completed');
  });

  it.each([
    ['a start event', 'start', ['a', 'a']],
    ['a boundary event', 'late', ['a', 'rescue']],
    ['an event behind a gateway', 'came', ['a', 'thanks']],
    ['a link', 'jump', ['a', 'landed']],
    ['a multi-instance activity', 'each', ['a', 'rescue']],
    ['the start event of an event subprocess', 'handler_start', ['a', 'handle']],
    ['an element whose container has to be made', 'inner', ['a', 'inside']],
  ])('may be that of %s (MOD8)', async (_what, element, expected) => {
    // given
    const builder = begin()
      .eventBasedGateway('which')
      .catchEvent('came', { message: 'm', correlationKey: '"k"' })
      .userTask('thanks')
      .subProcess('sub', (scope) => scope.startEvent('s').task('inner').userTask('inside').endEvent('done'))
      .serviceTask('each', { multiInstance: { inputCollection: '[1, 2]' } })
      .userTask('rescue')
      .throwEvent('jump', { link: 'over' })
      .unlinked()
      .catchEvent('land', { link: 'over' })
      .userTask('landed')
      .endEvent()
      .from('which')
      .catchEvent('late_too', { timer: { duration: 'PT1H' } })
      .endEvent()
      .boundaryEvent('late', 'sub', { timer: { duration: 'PT1H' } })
      .to('rescue')
      .eventSubProcess('handler', { message: 'h', correlationKey: '"k"' }, (scope) =>
        scope.userTask('handle').endEvent(),
      );
    const { instance } = await given(builder);
    // when
    instance.modify({ activateAfter: [element] });
    // then
    expect(instance.active()).toEqual(expected);
  });

  it('is seen with the variables that come along (MOD7, MOD8)', async () => {
    const { instance } = await given(split('exclusiveGateway'), { x: 1 });
    instance.request(modify([after('split', { variables: [{ scope: null, variables: { x: 3 } }] })]));
    expect(instance.active()).toEqual(['a', 'one']);
    expect(instance.variables()).toEqual({ x: 3 });
  });

  it('lies in the scope that is named (MOD8)', async () => {
    const builder = begin()
      .subProcess('sub', (scope) => scope.startEvent('s').task('inner').userTask('inside').endEvent('done'))
      .endEvent();
    const { instance } = await given(builder);
    instance.modify({ activate: ['sub'] }).modify({ activate: ['sub'] });
    expect(instance.refusal(modify([after('inner')]))).toBe('INVALID_ARGUMENT');
    const [, second = ''] = Object.values(instance.state.elements).flatMap((one) =>
      one.element === 'sub' ? [one.key] : [],
    );
    instance.request(modify([after('inner', { ancestor: second })]));
    const scopes = Object.values(instance.state.elements).filter(({ element }) => element === 'inside');
    expect(scopes.filter(({ scope }) => scope === second)).toHaveLength(2);
  });

  it('takes a token along from each instance that moves (MOD8)', async () => {
    const { instance } = await given(split('exclusiveGateway'), { x: 3 });
    instance.modify({ activate: ['a'] }).move('a', 'split', 'after');
    expect(instance.active()).toEqual(['one', 'one']);
  });
});

describe('nothing comes after', () => {
  /** All but the counters. */
  const standing = ({ state }: TestInstance): string => JSON.stringify([state.elements, state.waits]);
  const builder = begin()
    .exclusiveGateway('split')
    .flow({ condition: 'x > 1' })
    .eventBasedGateway('which')
    .catchEvent('came', { message: 'm', correlationKey: '"k"' })
    .subProcess('each', (scope) => scope.startEvent('s').task('inner').endEvent('done'), {
      multiInstance: { inputCollection: '[1, 2]' },
    })
    .subProcess('deaf', (scope) => scope.startEvent('s2').task('silent').endEvent('done2'))
    .endEvent('last')
    .from('which')
    .catchEvent('late', { timer: { duration: 'PT1H' } })
    .endEvent()
    .boundaryEvent('never', 'deaf', { message: 'm', correlationKey: 'missing' })
    .endEvent()
    .eventSubProcess('handler', { message: 'h', correlationKey: '"k"' }, (scope) => scope.endEvent('handled'));

  it.each([
    ['an end event', 'last', 'modify.nothingAfter'],
    ['an event subprocess', 'handler', 'modify.nothingAfter'],
    ['the process', 'p', 'modify.nothingAfter'],
    ['an event-based gateway', 'which', 'modify.eventDecides'],
    ['a gateway of which no condition holds', 'split', 'modify.noFlowAfter'],
    ['what lies in a multi-instance that does not run', 'inner', 'modify.insideMultiInstance'],
    ['what lies in a container that could not listen', 'silent', 'modify.cannotListen'],
    ['what is not there', 'nowhere', 'modify.unknownElement'],
  ])('%s: refused whole, with the reason (MOD8)', async (_what, element, key) => {
    // given
    const { instance } = await given(builder, { x: 1 });
    const before = standing(instance);
    // when
    const problems = instance.act({ type: 'requested', request: modify([after('start'), after(element)]) });
    // then
    expect(problems).toMatchObject([{ code: 'INVALID_ARGUMENT', key }]);
    expect(standing(instance)).toBe(before);
  });

  it('where variables are meant for the element that is left out (MOD4, MOD8)', async () => {
    const { instance } = await given(builder, { x: 2 });
    const [problem] = instance.act({
      type: 'requested',
      request: modify([after('start', { variables: [{ scope: 'start', variables: { y: 1 } }] })]),
    });
    expect(problem?.key).toBe('modify.variableScope');
  });

  it.each([
    ['after', 'start', true],
    ['at', 'b', false],
  ])('%s an element where an event is about to interrupt the scope (MOD4, MOD8)', async (_where, element, behind) => {
    // given a scope that an event interrupts, held up by a listener of its task
    const held = process('p')
      .startEvent()
      .userTask('a', { taskListeners: [{ event: 'canceling', type: 'ask' }] })
      .userTask('b')
      .endEvent()
      .eventSubProcess('handler', { message: 'h', correlationKey: '"k"' }, (scope) => scope.endEvent('handled'));
    const { world, instance } = await given(held);
    world.correlate('h', 'k');
    // when
    const [problem] = instance.act({ type: 'requested', request: modify([after(element, { after: behind })]) });
    // then
    expect(problem?.key).toBe('modify.scopeInterrupted');
    expect(instance.completeJob('ask').status).toBe('completed');
  });
});
