import { describe, expect, it } from 'vitest';
import { currentFlags } from '#engine/contracts/wire/process-instance.ts';
import type { Operation } from '#engine/kernel/index.ts';
import { process } from '#engine/testing/index.ts';
import type { ProcessBuilder, TestInstance } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

type Activation = Extract<Operation, { type: 'modifyInstance' }>['activate'][number];

const begin = (): ProcessBuilder => process('p').startEvent();
const at = (element: string, variables: Activation['variables'] = []): Activation => ({
  element,
  ancestor: null,
  variables,
});
const modify = (activate: readonly Activation[], terminate: readonly string[] = []): Operation => ({
  type: 'modifyInstance',
  activate,
  move: [],
  terminate,
});
const reply = { message: 'reply', correlationKey: 'order' };

/** A subprocess that waits for a message, at its boundary or in it, whose key is the variable `order`. */
const withBoundary = begin()
  .userTask('a')
  .subProcess('sub', (inside) => inside.startEvent('s').userTask('b').endEvent('done'))
  .endEvent('end')
  .boundaryEvent('late', 'sub', reply)
  .endEvent('left');
const withInner = begin()
  .userTask('a')
  .subProcess('sub', (inside) =>
    inside
      .startEvent('s')
      .userTask('b')
      .endEvent('done')
      .eventSubProcess('answer', reply, (handler) => handler.endEvent('answered')),
  )
  .endEvent('end');

/** Elements, waits and variables: all but the counters. */
const standing = ({ state }: TestInstance): string => JSON.stringify([state.elements, state.waits]);

describe('a container that a modification has to make', () => {
  it.each([
    ['at its boundary', withBoundary],
    ['inside', withInner],
  ])('refuses it whole when it cannot listen %s (MOD6)', async (_where, builder) => {
    // given
    const { instance } = await given(builder);
    const before = standing(instance);
    // when
    const problems = instance.act({ type: 'requested', request: modify([at('a'), at('b')]) });
    // then
    expect(problems).toMatchObject([{ code: 'INVALID_ARGUMENT', values: { elementId: 'sub' } }]);
    expect(problems[0]?.message).toContain("'sub' would have to be made, but cannot wait for its events");
    expect(standing(instance)).toBe(before);
  });

  it('has an incident in instances from before flag 15 (MOD6)', async () => {
    const { instance } = await given(withBoundary, {}, { flags: [1, 2, 5, 9, 10] });
    instance.request(modify([at('b')]));
    expect(instance.waiting()).toContain('incident EXTRACT_VALUE_ERROR at sub');
  });

  it.each([
    ['the element itself', begin().userTask('a').receiveTask('b', reply).endEvent()],
    ['its boundary', begin().userTask('a').userTask('b').endEvent().boundaryEvent('late', 'b', reply).endEvent()],
  ])('is another matter than %s, which gets an incident (MOD6)', async (_what, builder) => {
    const { instance } = await given(builder);
    instance.request(modify([at('b')]));
    expect(instance.waiting()).toEqual(['incident EXTRACT_VALUE_ERROR at b', 'userTask at a']);
  });

  it.each([
    ['of the instance', null],
    ['of a live container', 'p'],
  ])('listens with variables that come along, %s (MOD7)', async (_whose, scope) => {
    const { instance } = await given(withBoundary);
    instance.request(modify([at('b', [{ scope, variables: { order: 'o-1' } }])]));
    expect(instance.waiting()).toEqual(['message reply (o-1) at late', 'userTask at a', 'userTask at b']);
  });

  it('listens inside with variables of its own (MOD7)', async () => {
    const { instance } = await given(withInner);
    instance.request(modify([at('b', [{ scope: 'sub', variables: { order: 'o-1' } }])]));
    expect(instance.waiting()).toContain('message reply (o-1) at answer_start');
    expect(instance.variables()).toEqual({});
  });
});

describe('variables of a modification', () => {
  const nested = begin()
    .subProcess('sub', (inside) => inside.startEvent('s').userTask('b').userTask('c').endEvent('done'), {
      inputs: { own: '1' },
    })
    .userTask('a')
    .endEvent('end');

  it('are the instance’s without a scope, whatever lies between (MOD7)', async () => {
    const { instance } = await given(nested);
    instance.request(modify([at('c', [{ scope: null, variables: { own: 2, other: 3 } }])]));
    expect(instance.variables()).toEqual({ own: 2, other: 3 });
    expect(instance.variables('sub')).toEqual({ own: 1, other: 3 });
  });

  it('reach a live container by its id (MOD7)', async () => {
    const { instance } = await given(nested);
    const given1 = [
      { scope: 'sub', variables: { own: 2 } },
      { scope: 'c', variables: { mine: 3 } },
    ];
    instance.request(modify([at('c', given1)]));
    expect(instance.variables('c')).toEqual({ own: 2, mine: 3 });
    expect(instance.variables('b')).toEqual({ own: 2 });
  });

  it.each([
    ['an unknown scope', 'nowhere'],
    ['a sibling', 'b'],
    ['something elsewhere', 'a'],
  ])('are refused for %s (MOD4)', async (_what, scope) => {
    const { instance } = await given(nested);
    expect(instance.refusal(modify([at('c', [{ scope, variables: { x: 1 } }])]))).toBe('INVALID_ARGUMENT');
  });
});

describe('a container that waits for its listeners', () => {
  const held = (event: 'start' | 'end'): ProcessBuilder =>
    begin()
      .parallelGateway('fork')
      .task('one')
      .subProcess('sub', (inside) => inside.startEvent('s').userTask('b').endEvent('done'), {
        listeners: [{ event, type: 'ask' }],
      })
      .endEvent('end')
      .from('fork')
      .userTask('two')
      .to('sub');

  it('is not open for what a modification would start in it (MOD4)', async () => {
    const { instance } = await given(held('start'));
    expect(instance.refusal(modify([at('b')]))).toBe('INVALID_ARGUMENT');
    instance.completeJob('ask').request(modify([at('b')]));
    expect(instance.active()).toEqual(['b', 'b', 'two']);
  });

  it('counts where there are several to choose from (MOD4)', async () => {
    const { instance } = await given(held('end'));
    instance.completeUserTask('two').completeUserTask('b');
    const [problem] = instance.act({ type: 'requested', request: modify([at('b')]) });
    expect(problem?.key).toBe('modify.ambiguousScope');
  });
});

describe('several live containers around an element', () => {
  /** Two of three items wait before the subprocess, one is in it. */
  const nested = begin()
    .subProcess(
      'each',
      (outer) =>
        outer
          .startEvent('s')
          .userTask('before')
          .subProcess('sub', (inside) => inside.startEvent('s2').userTask('b').userTask('c').endEvent('done'))
          .endEvent('over'),
      { multiInstance: { inputCollection: '[1, 2, 3]' } },
    )
    .endEvent('end');

  it('are to be chosen from by name, though only one holds the element’s own (MOD4)', async () => {
    const { instance } = await given(nested);
    instance.completeUserTask('before');
    const [problem] = instance.act({ type: 'requested', request: modify([at('c')]) });
    expect(problem).toMatchObject({ key: 'modify.ambiguousScope', values: { scopeId: 'each' } });
    instance.request(modify([{ ...at('c'), ancestor: instance.elementKey('sub') }]));
    expect(instance.active()).toEqual(['b', 'before', 'before', 'c']);
  });

  it('are to be chosen from though only one ad-hoc subprocess holds something (MOD4)', async () => {
    const builder = begin()
      .adHocSubProcess('adHoc', (inside) => inside.userTask('a').unlinked().userTask('b'), {
        active: 'if n = 1 then ["a"] else []',
        completion: 'false',
      })
      .endEvent();
    const { instance } = await given(builder, { n: 1 });
    instance.request(modify([at('adHoc', [{ scope: 'adHoc', variables: { n: 2 } }])]));
    const [problem] = instance.act({ type: 'requested', request: modify([at('b')]) });
    expect(problem?.key).toBe('modify.ambiguousScope');
  });

  it('leave no choice in instances from before flag 16 (MOD4)', async () => {
    const { instance } = await given(nested, {}, { flags: currentFlags.filter((flag) => flag < 16) });
    instance.completeUserTask('before').request(modify([at('c')]));
    expect(instance.active()).toEqual(['b', 'before', 'before', 'c']);
  });
});

it('ending the item of a sequential multi-instance ends its body (MOD3)', async () => {
  // given
  const builder = begin()
    .serviceTask('each', { multiInstance: { sequential: true, inputCollection: '[1, 2, 3]', inputElement: 'n' } })
    .userTask('after')
    .endEvent();
  const { instance } = await given(builder);
  const item = Object.values(instance.state.elements).find(({ kind }) => kind === 'serviceTask');
  // when
  instance.request(modify([], [item?.key ?? '']));
  // then
  expect(instance.status).toBe('terminated');
  expect(instance.trace()).not.toContain('activated after');
});
