import { describe, expect, it } from 'vitest';
import { currentFlags } from '#engine/contracts/wire/process-instance.ts';
import { emptyState, step } from '#engine/kernel/index.ts';
import { loadProcesses, process } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const inner = (within: ProcessBuilder): ProcessBuilder => within.userTask('inside').endEvent('insideEnd');
const keyed = { message: 'm', correlationKey: 'key' };

/** A process that works out its correlation key only with its start event. */
const drawn = (listeners: { readonly event: 'end'; readonly type: string }[] = []): ProcessBuilder =>
  process('p')
    .startEvent('start', { none: true }, { outputs: { key: 'upper case(order)' }, listeners })
    .userTask('work')
    .endEvent('end')
    .eventSubProcess('handle', keyed, inner);

describe('event subprocesses listen behind the start event of their scope', () => {
  it('see what it maps (ESP4)', async () => {
    const { world, instance } = await given(drawn(), { order: 'a-1' });
    expect(instance.waiting()).toEqual(['message m (A-1) at handle_start', 'userTask at work']);
    expect(world.correlate('m', 'A-1')).toBe(1);
    expect(instance.active()).toEqual(['inside']);
  });

  it('of a subprocess and of an event subprocess as well (ESP4)', async () => {
    const builder = process('p')
      .startEvent()
      .subProcess('sub', (inside) =>
        inside
          .startEvent('in', { none: true }, { outputs: { key: '"outer"' } })
          .userTask('work')
          .endEvent('out')
          .eventSubProcess(
            'handle',
            keyed,
            (within) =>
              inner(within).eventSubProcess('again', { message: 'n', correlationKey: 'code' }, (deep) =>
                deep.userTask('deepest').endEvent('deepEnd'),
              ),
            { interrupting: false, startOutputs: { code: 'brought + 1' } },
          ),
      )
      .endEvent();
    const { world, instance } = await given(builder);
    world.correlate('m', 'outer', { brought: 6 });
    expect(instance.waiting()).toContain('message n (7) at again_start');
  });

  it('not while its end listeners run (ESP4)', async () => {
    const { world, instance } = await given(drawn([{ event: 'end', type: 'check' }]), { order: 'a-1' });
    expect(instance.waiting()).toEqual(['job check at start']);
    expect(world.correlate('m', 'A-1')).toBe(0);
    instance.completeJob('check');
    expect(world.correlate('m', 'A-1')).toBe(1);
  });

  it('a failure is an incident on the start event (ESP4)', async () => {
    const { instance } = await given(drawn(), { order: 7 });
    expect(instance.waiting()).toEqual(['incident EXTRACT_VALUE_ERROR at start']);
    instance.setVariables({ order: 'a-1' }).resolveIncident();
    expect(instance.waiting()).toEqual(['message m (A-1) at handle_start', 'userTask at work']);
  });

  it('so do the boundary events of a subprocess (ESP4)', async () => {
    const builder = process('p')
      .startEvent()
      .subProcess('sub', (inside) =>
        inside
          .startEvent(
            'in',
            { none: true },
            { outputs: { code: 'order' }, listeners: [{ event: 'end', type: 'check' }] },
          )
          .userTask('work')
          .endEvent('out'),
      )
      .endEvent()
      .boundaryEvent('cancelled', 'sub', { message: 'm', correlationKey: 'code' })
      .userTask('after')
      .endEvent();
    const { world, instance } = await given(builder, { order: null });
    instance.completeJob('check');
    expect(instance.waiting()).toEqual(['incident EXTRACT_VALUE_ERROR at in']);
    instance.setVariables({ order: 'A-1' }).resolveIncident().completeJob('check');
    expect(instance.waiting()).toEqual(['message m (A-1) at cancelled', 'userTask at work']);
    world.correlate('m', 'A-1');
    expect(instance.active()).toEqual(['after']);
  });

  it('at once where somebody has named the elements to start at (ESP4)', async () => {
    const { instance } = await given(drawn(), { key: 'A-1' }, { startBefore: ['work'] });
    expect(instance.waiting()).toEqual(['message m (A-1) at handle_start', 'userTask at work']);
  });

  it('with the scope in instances of older flags (ESP4)', async () => {
    const [linked] = (await loadProcesses(drawn().toXml())).values();
    if (linked === undefined) throw new Error('no process');
    const state = emptyState();
    const flags = currentFlags.filter((flag) => flag !== 5);
    const input = { key: '4194304', flags, tenantId: '<default>', businessId: null, root: '4194304', parent: null };
    const outcome = step(linked, state, {
      ...input,
      type: 'created',
      variables: { key: 'early', order: 'late' },
      now: 0,
      seed: 's',
      budget: Infinity,
    });
    expect(outcome.ok).toBe(true);
    const keys = Object.values(state.waits).flatMap((wait) => (wait.kind === 'message' ? [wait.correlationKey] : []));
    expect(keys).toEqual(['early']);
  });
});
