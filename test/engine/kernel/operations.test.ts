import { describe, expect, it } from 'vitest';
import { emptyState, step } from '#engine/kernel/index.ts';
import { loadProcesses, process } from '#engine/testing/index.ts';
import type { ProcessBuilder, TestInstance } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const begin = (): ProcessBuilder => process('p').startEvent();
const simple = begin().userTask('a').userTask('b').endEvent();
const nested = begin()
  .userTask('a')
  .subProcess('sub', (inside) => inside.startEvent('s').userTask('b').userTask('c').endEvent('e1'), {
    inputs: { own: '1' },
  })
  .endEvent();

const modify = (parts: object): Parameters<TestInstance['request']>[0] => ({
  type: 'modifyInstance',
  activate: [],
  move: [],
  terminate: [],
  ...parts,
});
const at = (element: string, ancestor: string | null = null, variables: readonly object[] = []): object => ({
  element,
  ancestor,
  variables,
});

describe('requests', () => {
  it('one that is refused has changed nothing (OPE1)', async () => {
    const { instance } = await given(simple);
    const before = JSON.stringify(instance.state);
    expect(instance.refusal({ type: 'completeJob', job: '1', variables: {} })).toBe('NOT_FOUND');
    expect(instance.refusal({ type: 'setVariables', scope: '1', variables: { x: 1 }, local: true })).toBe('NOT_FOUND');
    expect(instance.refusal(modify({ activate: [at('b')], terminate: ['1'] }))).toBe('INVALID_ARGUMENT');
    expect(JSON.stringify(instance.state)).toBe(before);
  });

  it('cancelling ends all there is and compensates nothing (OPE2)', async () => {
    const builder = begin().serviceTask('book').compensation('book', 'unbook').from('book').userTask('u').endEvent();
    const { instance } = await given(builder);
    instance.completeJob('book').cancel();
    expect(instance.status).toBe('terminated');
    expect(instance.trace()).not.toContain('activated unbook');
    expect(instance.refusal({ type: 'cancelInstance' })).toBe('NOT_FOUND');
  });

  it('an endless loop is stopped by the host with an incident that lets it go on (INC3)', async () => {
    const builder = begin()
      .subProcess('count', (inside) =>
        inside.startEvent('next', { none: true }, { outputs: { n: 'n + 1' } }).endEvent('counted'),
      )
      .exclusiveGateway('more')
      .flow({ condition: 'n > 1000' })
      .endEvent()
      .from('more')
      .flow({ default: true })
      .to('count');
    const [linked] = (await loadProcesses(builder.toXml())).values();
    if (linked === undefined) throw new Error('nothing loaded');
    const state = emptyState();
    const around = { now: 1, seed: 's', budget: 50 };
    const first = {
      key: '1',
      variables: { n: 0 },
      flags: [],
      tenantId: 't',
      businessId: null,
      root: '1',
      parent: null,
    } as const;
    expect(step(linked, state, { ...around, type: 'created', ...first })).toMatchObject({ more: true });
    step(linked, state, { ...around, type: 'halted' });
    const incidents = Object.entries(state.waits).filter(([, { kind }]) => kind === 'incident');
    expect(incidents).toHaveLength(1);
    const request = { type: 'resolveIncident', incident: incidents[0]?.[0] ?? '' } as const;
    const outcome = step(linked, state, { ...around, budget: Infinity, type: 'requested', request });
    expect(outcome).toMatchObject({ ok: true, more: false });
    expect(state.status).toBe('completed');
  });
});

describe('modification', () => {
  it('activates inside containers that it makes on the way, with variables (MOD1)', async () => {
    const { instance } = await given(nested);
    const variables = [
      { scope: 'sub', variables: { made: true } },
      { scope: 'c', variables: { mine: 1 } },
    ];
    instance.request(modify({ activate: [at('c', null, variables)] }));
    expect(instance.active()).toEqual(['a', 'c']);
    expect(instance.variables('c')).toEqual({ made: true, mine: 1 });
  });

  it('moves a token: activations first, then terminations (MOD2)', async () => {
    const { instance } = await given(nested);
    instance.request(modify({ move: [{ from: 'a', to: 'b', ancestor: null, variables: [] }] }));
    expect(instance.active()).toEqual(['b']);
    instance.completeUserTask('b').completeUserTask('c');
    expect(instance.status).toBe('completed');
  });

  it('a container that is left empty ends too (MOD3)', async () => {
    const { instance } = await given(nested);
    instance.completeUserTask('a');
    instance.request(modify({ terminate: [instance.elementKey('b')] }));
    expect(instance.status).toBe('terminated');
  });

  it.each([
    ['an unknown element', 'nope'],
    ['a start event', 's'],
    ['the process', 'p'],
  ])('%s cannot be activated (MOD4)', async (_what, element) => {
    const { instance } = await given(nested);
    expect(instance.refusal(modify({ activate: [at(element)] }))).toBe('INVALID_ARGUMENT');
  });

  it('of several live scopes one must be named; one that ends cannot be (MOD4)', async () => {
    const { instance } = await given(nested);
    instance.request(modify({ activate: [at('sub')] })).completeUserTask('a');
    expect(instance.refusal(modify({ activate: [at('c')] }))).toBe('INVALID_ARGUMENT');
    const sub = instance.elementKey('sub');
    instance.request(modify({ activate: [at('c', sub)] }));
    expect(instance.active()).toEqual(['b', 'b', 'c']);
    expect(instance.refusal(modify({ activate: [at('c', sub)], terminate: [sub] }))).toBe('INVALID_ARGUMENT');
  });

  it('an ended instance starts again from an element (MOD5)', async () => {
    const { instance } = await given(nested, { x: 1 }, { startBefore: ['c'] });
    expect(instance.active()).toEqual(['c']);
    instance.completeUserTask('c');
    expect(instance.status).toBe('completed');
  });
});

describe('migration', () => {
  const migrate = async (
    instance: TestInstance,
    to: ProcessBuilder,
    mapping: readonly (readonly [string, string])[],
  ): Promise<readonly { key: string }[]> => {
    const [target] = (await loadProcesses(to.toXml())).values();
    if (target === undefined) throw new Error('nothing loaded');
    const request = {
      type: 'migrateInstance',
      definition: target.hash,
      mapping: mapping.map(([source, one]) => ({ source, target: one })),
    } as const;
    return instance.act({ type: 'requested', request, target });
  };

  it('goes on as the element it is mapped to (MIG1), closing and opening catch events (MIG2)', async () => {
    const old = begin()
      .userTask('a')
      .userTask('b')
      .endEvent()
      .boundaryEvent('slow', 'a', { timer: { duration: 'PT1H' } })
      .endEvent();
    const next = begin()
      .userTask('a2')
      .userTask('extra')
      .endEvent()
      .boundaryEvent('m', 'a2', { message: 'stop', correlationKey: 'k' })
      .endEvent();
    const { instance } = await given(old, { k: 'A' });
    expect(await migrate(instance, next, [['a', 'a2']])).toEqual([]);
    expect(instance.waiting()).toEqual(['message stop (A) at m', 'userTask at a2']);
  });

  it.each([
    ['an active element without a target', simple, [], 'migrate.unmapped'],
    ['a target that does not exist', simple, [['a', 'zz']], 'migrate.unknownTarget'],
    ['another kind of element', begin().serviceTask('a').endEvent(), [['a', 'a']], 'migrate.kind'],
    [
      'another repetition',
      begin()
        .userTask('a', { multiInstance: { inputCollection: 'x' } })
        .endEvent(),
      [['a', 'a']],
      'migrate.loop',
    ],
    [
      'another container',
      begin()
        .subProcess('s', (inside) => inside.startEvent('t').userTask('a').endEvent('e'))
        .endEvent(),
      [['a', 'a']],
      'migrate.scope',
    ],
  ] as const)('refuses %s, and changes nothing (MIG3)', async (_what, target, mapping, key) => {
    const { instance } = await given(simple);
    const before = JSON.stringify(instance.state);
    expect((await migrate(instance, target, mapping)).map((problem) => problem.key)).toEqual([key]);
    expect(JSON.stringify(instance.state)).toBe(before);
  });
});

describe('suspension', () => {
  it('nothing moves until it is resumed; timers fire then (SUS1)', async () => {
    const { world, instance } = await given(
      begin()
        .catchEvent('t', { timer: { duration: 'PT1H' } })
        .userTask('u')
        .endEvent(),
    );
    instance.request({ type: 'suspendInstance' });
    world.advance('PT2H');
    expect(instance.active()).toEqual(['t']);
    instance.request({ type: 'resumeInstance' });
    expect(instance.active()).toEqual(['u']);
  });

  it('the result of an activity waits for it (SUS2)', async () => {
    const { instance } = await given(
      begin().serviceTask('work').userTask('u').endEvent(),
      {},
      { activities: [{ type: 'work', startToCloseMs: 1 }] },
    );
    const [command = ''] = Object.keys(instance.state.outstanding);
    instance.request({ type: 'suspendInstance' });
    instance.answer(command, { type: 'activityCompleted', variables: { x: 1 } });
    expect(instance.active()).toEqual(['work']);
    instance.request({ type: 'resumeInstance' });
    expect(instance.variables()).toEqual({ x: 1 });
  });

  it('it refuses what would move it, takes variables, and can be cancelled (SUS3)', async () => {
    const { instance } = await given(simple);
    instance.request({ type: 'suspendInstance' }).setVariables({ x: 1 });
    const [userTask = ''] = Object.keys(instance.state.waits);
    expect(instance.refusal({ type: 'completeUserTask', userTask, variables: {}, action: 'complete' })).toBe(
      'INVALID_STATE',
    );
    expect(instance.refusal({ type: 'suspendInstance' })).toBe('INVALID_STATE');
    instance.cancel();
    expect(instance.status).toBe('terminated');
  });
});
